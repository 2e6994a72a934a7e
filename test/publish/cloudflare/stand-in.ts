import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as wait } from "node:timers/promises";
import { Release } from "../../../src/content/release.ts";
import { type Answer, type Call, failure, ok, readCall, send } from "./envelope.ts";
import { type Fault, Faults } from "./faults.ts";
import { type Bulk, Kv } from "./kv.ts";
import type { Version } from "./version.ts";
import { Workers } from "./workers.ts";

export const account = "0123456789abcdef0123456789abcdef";
/** The token that the stand-in takes, spelled so that a search through any output finds it. */
export const token = "stand-in-token-that-nobody-may-see";

/**
 * Cloudflare's API on loopback, for one account: KV and Workers as far as wrangler 4 and publishing use them, with
 * faults to inject and with a memory of all that was asked.
 */
export class StandIn {
  readonly kv = new Kv();
  readonly workers = new Workers();
  readonly faults = new Faults();
  /** `METHOD path status` of every request, in order; a path that nobody answers is in `unknown` too. */
  readonly requests: string[] = [];
  readonly unknown: string[] = [];
  /** Moments at which the live worker named a blob that its namespace lacked. */
  readonly violations: string[] = [];
  /** Milliseconds that every answer takes. */
  pace = 0;
  accounts: readonly { readonly id: string; readonly name: string }[] = [{ id: account, name: "Stand-in" }];
  readonly #server = createServer((request, response) => void this.#serve(request, response));

  static async start(): Promise<StandIn> {
    const standIn = new StandIn();
    await new Promise<void>((resolve) => standIn.#server.listen(0, "127.0.0.1", resolve));
    standIn.workers.switched = () => standIn.#inspect("switch");
    standIn.kv.deleted = () => standIn.#inspect("deletion");
    return standIn;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/client/v4`;
  }

  /** What a command needs in its environment to talk to this stand-in and to nothing else. */
  get environment(): Record<string, string> {
    return {
      CLOUDFLARE_API_BASE_URL: this.url,
      CLOUDFLARE_API_TOKEN: token,
      CLOUDFLARE_ACCOUNT_ID: account,
      WRANGLER_SEND_METRICS: "false",
      CI: "true",
    };
  }

  /** The release in the live worker's upload. */
  get liveRelease(): Release | undefined {
    return releaseIn(this.workers.live);
  }

  /** Notes what a live worker would miss in its namespace. */
  #inspect(occasion: string): void {
    for (const { name, live } of this.workers.scripts.values()) {
      const binding = live?.metadata.bindings.find(({ type }) => type === "kv_namespace");
      const namespace = this.kv.find(binding?.namespace_id);
      for (const [path, entries] of releaseIn(live)?.routes() ?? []) {
        for (const { target } of entries) {
          if (target === undefined || !("key" in target) || namespace?.has(target.key) === true) continue;
          this.violations.push(`after a ${occasion} ${path} of ${name} needs ${target.key}, which KV lacks`);
        }
      }
    }
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    // A client that was killed in the middle of its request is part of the tests.
    const call = await readCall(request).catch(() => undefined);
    if (call === undefined) return;
    const fault = this.faults.take(call);
    await wait(fault?.kind === "slow" ? fault.milliseconds : this.pace);
    if (fault?.kind === "reset" && !fault.done) return void response.destroy();
    const answer = fault?.kind === "status" ? refusal(fault) : await this.#answer(call, fault);
    if (fault?.kind === "reset") return void response.destroy();
    const status = send(response, fault?.kind === "partly" ? refusal({ kind: "status", status: 524 }) : answer);
    this.requests.push(`${call.method} ${call.path} ${status}`);
  }

  async #answer(call: Call, fault: Fault | undefined): Promise<Answer> {
    if (call.path.startsWith(`/accounts/${account}/workers/assets/upload`))
      return (await this.workers.answer(call, call.path.replace(/^.*?\/workers/, ""))) ?? this.#nothing(call);
    if (call.headers.get("authorization") !== `Bearer ${token}`) return failure(401, 10000, "Authentication error");
    if (call.path === "/accounts") return ok(this.accounts, { page: 1, total_pages: 1 });
    const [, id, area, rest = ""] =
      /^\/accounts\/([^/]+)\/(storage\/kv\/namespaces|workers)(\/.*)?$/.exec(call.path) ?? [];
    if (area === undefined) return this.#nothing(call);
    if (id !== account) return failure(403, 9109, "Unauthorized to access requested resource");
    const answer = area === "workers" ? this.workers.answer(call, rest) : this.kv.answer(call, rest, bulkOf(fault));
    return (await answer) ?? this.#nothing(call);
  }

  #nothing(call: Call): Answer {
    this.unknown.push(`${call.method} ${call.path}`);
    return failure(404, 7000, "No route for that URI");
  }
}

function releaseIn(version: Version | undefined): Release | undefined {
  const module = version?.modules.find(({ content }) => content.subarray(0, 9).toString() === "foreedge1");
  return module === undefined ? undefined : new Release(Uint8Array.from(module.content).buffer);
}

function refusal({
  status,
  retryAfter,
  message = `injected answer ${status}`,
}: Extract<Fault, { kind: "status" }>): Answer {
  const answer = { status, code: status === 429 ? 10429 : 10001, message };
  return retryAfter === undefined ? answer : { ...answer, headers: { "retry-after": String(retryAfter) } };
}

function bulkOf(fault: Fault | undefined): Bulk | undefined {
  if (fault?.kind === "partly")
    return { store: (pairs) => pairs.slice(0, Math.floor(pairs.length * fault.share)), report: () => [] };
  if (fault?.kind === "unsuccessful")
    return {
      store: (pairs) => pairs,
      report: (pairs) => pairs.slice(0, Math.ceil(pairs.length * fault.share)).map(({ key }) => key),
    };
  return undefined;
}
