import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Namespace } from "../cloudflare/namespace.ts";
import { StandIn } from "../cloudflare/stand-in.ts";
import { Machine } from "./machine.ts";

let standIn: StandIn;
let machine: Machine;
let other: Machine;

const base = new Map([
  ["one", "The first."],
  ["two", "The second."],
]);

beforeEach(async () => {
  vi.spyOn(process.stderr, "write").mockReturnValue(true);
  standIn = await StandIn.start();
  const namespace = new Namespace("1".repeat(32), "river-blobs");
  standIn.kv.namespaces.push(namespace);
  [machine, other] = [new Machine(standIn, "river", namespace.id), new Machine(standIn, "river", namespace.id)];
  machine.posts = other.posts = base;
  await machine.publish();
});

afterEach(async () => {
  vi.restoreAllMocks();
  const { violations, unknown } = standIn;
  await standIn.close();
  for (const each of [machine, other]) each.dispose();
  if (violations.length + unknown.length > 0) throw new Error([...violations, ...unknown].join("\n"));
});

/** Lets the other machine publish right before this one asks for the first time what is live, or right after. */
function meanwhile(when: "before" | "after" = "after"): void {
  const { live } = machine.worker;
  let isFirst = true;
  Object.assign(machine.worker, {
    live: async () => {
      const comes = isFirst;
      isFirst = false;
      if (comes && when === "before") await other.publish();
      const ids = await live();
      if (comes && when === "after") await other.publish();
      return ids;
    },
  });
}

const targetOf = (path: string): unknown => standIn.liveRelease?.route(path, 2_000_000_000).target?.kind;

describe("a publication that another one overtakes right before its switch", () => {
  beforeEach(() => {
    other.posts = new Map(base).set("three", "Added there.");
    meanwhile();
  });

  it("starts again from that one, if it has all that it brought, and reports what it changed of it", async () => {
    machine.posts = new Map(other.posts).set("two", "Edited here.");
    const { publication, uploaded, isNew } = await machine.publish();
    expect([isNew, publication.changes]).toEqual([true, { added: [], edited: ["/posts/two/"], removed: [] }]);
    expect(standIn.workers.live?.id).toBe(uploaded.version);
    expect(targetOf("/posts/three/")).toBe("post");
  });

  it("is taken back, if it would undo what that one brought, and says what that is", async () => {
    machine.posts = new Map(base).set("two", "Edited here.");
    await expect(machine.publish()).rejects.toThrow(
      /^Another publication went live meanwhile, and this folder does not have what it changed: \/posts\/three\.md\. It stays live/,
    );
    expect(targetOf("/posts/three/")).toBe("post");
    expect(standIn.workers.live?.id).toBe(other.uploads[0]);
    expect((await other.publish()).publication.isLive).toBe(true);
  });

  it("goes live all the same when that is wanted, and what it takes away answers 410", async () => {
    machine.posts = new Map(base).set("two", "Edited here.");
    const { publication } = await machine.publish(true);
    expect(publication.changes).toEqual({ added: [], edited: ["/posts/two/"], removed: ["/posts/three/"] });
    expect(targetOf("/posts/three/")).toBe("gone");
  });
});

describe("a publication that another one overtakes while it builds", () => {
  beforeEach(() => {
    other.posts = new Map(base).set("three", "Added there.");
    meanwhile("before");
  });

  it("starts again from that one before it uploads anything", async () => {
    machine.posts = new Map(other.posts).set("two", "Edited here.");
    await machine.publish();
    expect([machine.uploads.length, targetOf("/posts/three/")]).toEqual([1, "post"]);
  });

  it("uploads nothing, if it would undo what that one brought", async () => {
    machine.posts = new Map(base).set("two", "Edited here.");
    await expect(machine.publish()).rejects.toThrow(/does not have what it changed: \/posts\/three\.md/);
    expect([machine.uploads, standIn.workers.live?.id]).toEqual([[], other.uploads[0]]);
  });
});

describe("a publication that undoes", () => {
  it("an edit, or a removal, that came between, is refused like one of a new post", async () => {
    other.posts = new Map([["one", "Edited there."]]);
    meanwhile();
    machine.posts = new Map(base).set("four", "Added here.");
    await expect(machine.publish()).rejects.toThrow(
      /does not have what it changed: \/posts\/one\.md, \/posts\/two\.md\./,
    );
    expect(targetOf("/posts/two/")).toBe("gone");
  });
});

describe("a publication that was overtaken by one which stepped back", () => {
  it("does not take its own return for a reason to start again", async () => {
    const { switched } = machine.worker;
    let isFirst = true;
    Object.assign(machine.worker, {
      switched: async () => {
        if (isFirst) {
          isFirst = false;
          other.posts = new Map(base).set("two", "Edited there.");
          await other.publish(true);
          await other.worker.switchTo(machine.uploads[0] ?? "", "Back");
        }
        return switched();
      },
    });
    machine.posts = new Map(base).set("three", "Added here.");
    const { publication, uploaded } = await machine.publish();
    expect(machine.uploads).toEqual([uploaded.version]);
    expect(standIn.workers.live?.id).toBe(uploaded.version);
    expect(publication.changes).toEqual({ added: ["/posts/three/"], edited: [], removed: [] });
  });
});
