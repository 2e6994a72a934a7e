import { Release } from "../../../src/content/release.ts";
import { Failure } from "../../../scripts/base/failure.ts";
import type { Gone } from "../../../scripts/publish/go-live.ts";
import { changesBetween, keysOf, undoneBy } from "../../../scripts/publish/release-changes.ts";
import { clock } from "../cloudflare/clock.ts";
import { type Fault, meets } from "../cloudflare/faults.ts";
import { Namespace } from "../cloudflare/namespace.ts";
import { StandIn } from "../cloudflare/stand-in.ts";
import type { Version } from "../cloudflare/version.ts";
import { clocks } from "./clocks.ts";
import { Machine } from "./machine.ts";

const minute = 60_000;
const day = 24 * 60 * minute;

/** Two blogs in one account, the first of them published from two machines, and everything that can happen to them. */
export class World {
  readonly standIn: StandIn;
  readonly machines: readonly [Machine, Machine, Machine];
  readonly log: string[] = [];
  /** What publications said or did that they should not have. */
  readonly untrue: string[] = [];
  readonly #random: () => number;
  #texts = 0;

  private constructor(standIn: StandIn, random: () => number) {
    this.standIn = standIn;
    this.#random = random;
    const [first, second] = ["1".repeat(32), "2".repeat(32)];
    standIn.kv.namespaces.push(new Namespace(first, "river-blobs"), new Namespace(second, "hill-blobs"));
    this.machines = [
      new Machine(standIn, "river", first),
      new Machine(standIn, "river", first),
      new Machine(standIn, "hill", second),
    ];
    for (const machine of this.machines)
      machine.posts = new Map([
        ["one", "The first."],
        ["two", "The second."],
      ]);
  }

  static async open(random: () => number): Promise<World> {
    return new World(await StandIn.start(), random);
  }

  async close(): Promise<void> {
    await this.standIn.close();
    for (const machine of this.machines) machine.dispose();
  }

  pick<T>(list: readonly [T, ...T[]]): T {
    return list[Math.floor(this.#random() * list.length)] ?? list[0];
  }

  chance(probability: number): boolean {
    return this.#random() < probability;
  }

  #note(what: string, machine?: Machine): void {
    this.log.push(machine === undefined ? what : `${what} on ${this.machines.indexOf(machine)}`);
  }

  /** Something that a blog's author, Cloudflare or time does. */
  async step(): Promise<void> {
    const machine = this.pick(this.machines);
    const what = this.pick([
      "edit",
      "edit",
      "publish",
      "publish",
      "publish",
      "preview",
      "roll back",
      "clean up",
      "both",
      "clean up meanwhile",
      "fault",
      "lag",
      "clock",
      "time",
      "pull",
    ] as const);
    this.#note(what, machine);
    switch (what) {
      case "edit":
        return this.#edit(machine);
      case "pull":
        return void (this.machines[1].posts = this.machines[0].posts);
      case "publish":
        return this.#publish(machine, this.chance(0.2));
      case "preview":
        return this.#settle(() => machine.preview());
      case "roll back":
        return this.#settle(() => machine.rollBack(Math.floor(this.#random() * 6)));
      case "clean up":
        return this.#settle(() => machine.cleanUp(2 + Math.floor(this.#random() * 3)));
      case "both":
        for (const each of this.machines) if (this.chance(0.7)) this.#edit(each);
        return void (await Promise.all(this.machines.map((each) => this.#publish(each))));
      case "clean up meanwhile":
        return void (await Promise.all([this.#publish(machine), this.#settle(() => machine.cleanUp(2))]));
      case "fault":
        return this.#fault();
      case "lag":
        this.standIn.kv.lag = this.chance(0.5) ? 0 : Math.floor(this.#random() * minute);
        this.standIn.kv.readLag = this.chance(0.7) ? 0 : Math.floor(this.#random() * minute);
        return;
      case "clock":
        return void (clocks.wrong = this.chance(0.5) ? 0 : Math.floor((this.#random() - 0.5) * 4 * day));
      case "time":
        return void (clock.ahead += Math.floor(this.#random() * (this.chance(0.3) ? 3 * day : 2 * minute)));
    }
  }

  #edit(machine: Machine): void {
    const posts = new Map(machine.posts);
    const name = this.pick(["one", "two", "three", "four", "five"]);
    if (posts.size > 1 && this.chance(0.2)) posts.delete(name);
    else posts.set(name, `Text ${++this.#texts}.`);
    machine.posts = posts;
  }

  #fault(): void {
    const on = this.pick([
      meets.bulkWrites,
      meets.listings,
      meets.reads,
      meets.uploads,
      meets.switches,
      meets.bulkDeletes,
      meets.anything,
    ]);
    const fault = this.pick<Fault>([
      { kind: "status", status: 500 },
      { kind: "status", status: 429, retryAfter: 2 },
      { kind: "reset", done: false },
      { kind: "reset", done: true },
      { kind: "partly", share: 0.5 },
      { kind: "unsuccessful", share: 0.5 },
    ]);
    this.standIn.faults.inject({ on, fault, times: this.pick([1, 2, 20]), after: Math.floor(this.#random() * 4) });
  }

  /** Lets something succeed or fail as commands do; anything but a sentence is a bug. */
  async #settle(action: () => Promise<unknown>): Promise<void> {
    try {
      await action();
    } catch (error) {
      if (!(error instanceof Failure) && !isUploadFailure(error)) throw error;
      this.#note(`  ${error.message.slice(0, 140)}`);
    }
  }

  async #publish(machine: Machine, isForced = false): Promise<void> {
    const live = (): Version | undefined => this.standIn.workers.scripts.get(machine.worker.name)?.live;
    const base = live();
    await this.#settle(async () => {
      const { publication, uploaded } = await machine.publish(isForced).catch((error: unknown) => {
        // What did not go live, or was taken back, must not be what readers get, unless the message says so.
        const isLive = machine.uploads.includes(live()?.id ?? "");
        if (isLive && !/is live|"success":false|fetch failed/.test(String(error)))
          this.untrue.push(`it is live, but the command says: ${String(error)}`);
        throw error;
      });
      this.#note(`  ${publication.isLive ? "unchanged" : "published"}`, machine);
      if (publication.isLive) return;
      this.#check({ publication, uploaded }, machine, isForced ? undefined : base);
    });
  }

  /** What a publication reports is what it changed of what was live before, and it undid nothing of that without being told to. */
  #check(
    { publication, uploaded }: Pick<Gone, "publication" | "uploaded">,
    { worker, uploads }: Machine,
    base: Version | undefined,
  ): void {
    const { deployments = [], versions = [] } = this.standIn.workers.scripts.get(worker.name) ?? {};
    const ids = deployments.map((each) => each.versions[0]?.version_id ?? "");
    const replaced = replacedBy(uploaded.version, uploads, ids);
    const old = releaseOf(versions.find(({ id }) => id === replaced));
    const undone = base && old && base.id !== replaced ? undoneBy(publication.release, old, releaseOf(base)) : [];
    const changes = changesBetween(old, publication.release);
    if (JSON.stringify(changes) !== JSON.stringify(publication.changes))
      this.untrue.push(`reported ${JSON.stringify(publication.changes)}, which is ${JSON.stringify(changes)}`);
    if (undone.length > 0) this.untrue.push(`undid ${undone.join(", ")} without a word`);
  }

  /** Keys that the newest releases need and KV lacks. */
  lacking(): string[] {
    return [...this.standIn.workers.scripts.values()].flatMap(({ name, live }) => {
      const release = releaseOf(live);
      const id = live?.metadata.bindings.find(({ type }) => type === "kv_namespace")?.namespace_id;
      const namespace = this.standIn.kv.find(id);
      const needed = release === undefined ? [] : [...keysOf(release)];
      return needed.filter((key) => namespace?.has(key) !== true).map((key) => `${name} ${key}`);
    });
  }
}

/** What was live before a publication, of which versions are its own; one that was taken back in its favour counts for nothing. The newest come first. */
function replacedBy(version: string, own: readonly string[], ids: readonly string[]): string | undefined {
  for (let at = ids.indexOf(version) + 1; at < ids.length; at++) {
    if (own.includes(ids[at] ?? "")) continue;
    const broughtBack = ids.indexOf(ids[at - 1] ?? "", at + 1);
    if (broughtBack === -1) return ids[at];
    at = broughtBack;
  }
  return undefined;
}

/** What stands in for wrangler throws what wrangler would have printed. */
const isUploadFailure = (error: unknown): error is Error =>
  error instanceof Error && (error.message.startsWith('{"success":false') || error.message === "fetch failed");

function releaseOf(version: Version | undefined): Release | undefined {
  const module = version?.modules.find(({ content }) => content.subarray(0, 9).toString() === "foreedge1");
  return module === undefined ? undefined : new Release(Uint8Array.from(module.content).buffer);
}
