import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { clock } from "../cloudflare/clock.ts";
import { type Injection, meets } from "../cloudflare/faults.ts";
import { Namespace } from "../cloudflare/namespace.ts";
import { StandIn } from "../cloudflare/stand-in.ts";
import { clocks } from "./clocks.ts";
import { Machine } from "./machine.ts";

// Nobody waits: whoever would makes all clocks go on by as much.
vi.mock("node:timers/promises", () => ({
  setTimeout: async (milliseconds: number) => void (clock.ahead += milliseconds),
}));

const hour = 60 * 60 * 1_000;

beforeAll(clocks.set);
afterAll(() => void vi.restoreAllMocks());

let standIn: StandIn;
let namespace: Namespace;
let machine: Machine;

beforeEach(async () => {
  standIn = await StandIn.start();
  clocks.wrong = 0;
  namespace = new Namespace("1".repeat(32), "river-blobs");
  standIn.kv.namespaces.push(namespace);
  machine = new Machine(standIn, "river", namespace.id);
  machine.posts = new Map([
    ["one", "The first."],
    ["two", "The second."],
  ]);
  await machine.publish();
  clock.ahead += hour;
});

afterEach(async () => {
  await standIn.close();
  machine.dispose();
});

let edits = 0;

/** Publishes an edit. Tells whether that succeeded and whether it is live, how many keys were written and the most often one was. */
async function publishEdit(by = machine) {
  by.posts = new Map(by.posts).set("one", `Edit ${++edits}.`);
  const before = { live: standIn.workers.live, written: namespace.written };
  const outcome = await by.publish().then(
    () => "succeeds",
    (error: unknown) => String(error),
  );
  const isLive = standIn.workers.live !== before.live;
  const twice = [...namespace.writes].filter(([, count]) => count > 1).map(([key]) => key);
  return { outcome, isLive, broken: standIn.violations, twice, written: namespace.written - before.written };
}

const whole = { broken: [], twice: [] };
const fine = { ...whole, outcome: "succeeds", isLive: true };
const stopped = (why: RegExp) => ({ ...whole, outcome: expect.stringMatching(why), isLive: false });

const writes = (fault: Injection["fault"], times: number): readonly Injection[] => [
  { on: meets.bulkWrites, fault, times },
];
const status = (code: number, retryAfter?: number): Injection["fault"] =>
  retryAfter === undefined ? { kind: "status", status: code } : { kind: "status", status: code, retryAfter };

const rows: readonly (readonly [string, readonly Injection[], object])[] = [
  ["429 with Retry-After, three times", writes(status(429, 2), 3), fine],
  ["500, five times", writes(status(500), 5), fine],
  ["a connection that breaks before the work", writes({ kind: "reset", done: false }, 2), fine],
  ["a connection that breaks after the work", writes({ kind: "reset", done: true }, 2), fine],
  ["524 after a half is stored", writes({ kind: "partly", share: 0.5 }, 2), fine],
  ["a half that is reported as not stored, twice", writes({ kind: "unsuccessful", share: 0.5 }, 2), fine],
  ["502 for ever", writes(status(502), 1_000), stopped(/HTTP 502.*resumes where it stopped/)],
  ["keys that are never stored", writes({ kind: "unsuccessful", share: 0.1 }, 1_000), stopped(/KV did not store/)],
  ["429 with a pause of five minutes", writes(status(429, 300), 1), stopped(/too many requests.*in five minutes/)],
  ["500 for the upload", [{ on: meets.uploads, fault: status(500), times: 1 }], fine],
  ["the upload's answer lost", [{ on: meets.uploads, fault: { kind: "reset", done: true }, times: 1 }], fine],
  ["500 for the switch", [{ on: meets.switches, fault: status(500), times: 1 }], fine],
  [
    "the switch done and its answer lost",
    [{ on: meets.switches, fault: { kind: "reset", done: true }, times: 1 }],
    fine,
  ],
  ["500 for listings", [{ on: meets.listings, fault: status(500), times: 2 }], fine],
  ["503 for reads", [{ on: meets.reads, fault: status(503), times: 2 }], fine],
];

describe("a publication that meets", () => {
  it.each(rows)("%s", async (_, injections, expected) => {
    standIn.faults.inject(...injections);
    expect(await publishEdit()).toMatchObject(expected);
    standIn.faults.clear();
    // Whatever happened, the next one is fine, and writes nothing again.
    expect(await publishEdit()).toMatchObject(fine);
  });

  it.each([
    ["listings that lag", 0, []],
    ["listings and reads that lag", 60_000, []],
    ["listings that lag, and lost answers", 0, writes({ kind: "reset", done: true }, 1)],
    ["listings and reads that lag, and lost answers", 60_000, writes({ kind: "partly", share: 0.5 }, 1)],
  ] as const)(
    "%s, writes nothing twice, nor does the next one within the minute, here or elsewhere",
    async (_, readLag, injections) => {
      [standIn.kv.lag, standIn.kv.readLag] = [60_000, readLag];
      standIn.faults.inject(...injections.map((injection) => ({ ...injection, after: 1 })));
      // A post that is new in the first of them, so that the others need what listings don't show yet.
      machine.posts = new Map(machine.posts).set("new", "In all three.");
      expect(await publishEdit()).toMatchObject(fine);
      clock.ahead += 5_000;
      expect(await publishEdit()).toMatchObject(fine);
      const other = new Machine(standIn, "river", namespace.id);
      other.posts = machine.posts;
      expect(await publishEdit(other)).toMatchObject(fine);
      other.dispose();
    },
  );

  it("the end of the day's writes stops, and goes on the next day", async () => {
    standIn.kv.quota = 1;
    expect(await publishEdit()).toMatchObject({
      ...stopped(/the day's limit is reached .* midnight UTC, which is in/),
      written: 1,
    });
    standIn.kv.quota = Infinity;
    expect(await publishEdit()).toMatchObject(fine);
  });

  it.each([
    ["a day behind", -24 * hour],
    ["a day ahead", 24 * hour],
    ["in 1971", -55 * 365 * 24 * hour],
  ])("a clock that is %s writes no more than another", async (_, by) => {
    const { written } = await publishEdit();
    clocks.wrong = by;
    const found = await publishEdit();
    expect(found).toMatchObject(fine);
    expect(found.written).toBeLessThanOrEqual(written + 2);
  });

  it("a blob that was lost, or a release, stores it again", async () => {
    for (const isLost of [(key: string) => !key.startsWith("release-"), (key: string) => key.startsWith("release-")]) {
      const key = namespace.keys().find(isLost) ?? "";
      namespace.delete(key);
      await machine.publish();
      expect(namespace.has(key)).toBe(true);
    }
    clock.ahead += hour;
    const all = namespace.keys();
    for (const key of all) namespace.delete(key);
    await machine.publish();
    expect(namespace.keys()).toEqual(all);
  });
});

describe("two machines at once", () => {
  it("lose nothing: who comes later gets what the other brought or is told of it", async () => {
    const other = new Machine(standIn, "river", namespace.id);
    for (const [first, second] of [
      [machine, other],
      [other, machine],
    ] as const) {
      first.posts = second.posts = new Map([
        ["one", "The first."],
        ["two", "The second."],
      ]);
      await first.publish();
      first.posts = new Map(first.posts).set("three", "Added here.");
      second.posts = new Map(second.posts).set("one", "Edited there.");
      const results = await Promise.allSettled([first.publish(), second.publish()]);
      const [refused, ...more] = results.filter(({ status: how }) => how === "rejected");
      expect([String(refused && "reason" in refused && refused.reason), more]).toEqual([
        expect.stringMatching(
          /^Error: Another publication went live meanwhile, and this folder does not have .*\/posts\//,
        ),
        [],
      ]);
      const winner = results[0]?.status === "fulfilled" ? first : second;
      expect((await winner.publish()).publication.isLive).toBe(true);
    }
    other.dispose();
    expect(standIn.violations).toEqual([]);
  });

  it("both succeed where the later one has all that the other brought", async () => {
    const other = new Machine(standIn, "river", namespace.id);
    machine.posts = new Map(machine.posts).set("three", "Added.");
    other.posts = new Map(machine.posts).set("one", "Edited as well.");
    let [begun, done] = [0, 0];
    // Whatever the order of the two is, the one with more goes live last.
    const first = machine.publish();
    begun++;
    await first;
    done++;
    const { publication } = await other.publish();
    expect([begun, done, publication.changes]).toEqual([1, 1, { added: [], edited: ["/posts/one/"], removed: [] }]);
    other.dispose();
  });
});

describe("600 posts behind lagging listings", () => {
  it("take some dozens of requests", async () => {
    [standIn.kv.lag, standIn.kv.readLag] = [60_000, 60_000];
    machine.posts = new Map(Array.from({ length: 600 }, (_, number) => [`day-${number}`, `Day ${number}.`]));
    const before = standIn.requests.length;
    await machine.publish();
    expect(standIn.requests.length - before).toBeLessThan(60);
    expect(Math.max(...namespace.writes.values())).toBe(1);
  });
});
