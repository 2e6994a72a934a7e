import type { Call } from "./envelope.ts";

/** What can go wrong with one request. */
export type Fault =
  /** Nothing is done, and the answer is an error. */
  | { readonly kind: "status"; readonly status: number; readonly retryAfter?: number; readonly message?: string }
  /** A gateway gives up (524) after a share of a bulk write was stored. */
  | { readonly kind: "partly"; readonly share: number }
  /** A share of a bulk write is not stored and is reported so, in an answer that looks like success. */
  | { readonly kind: "unsuccessful"; readonly share: number }
  /** The connection breaks, before anything was done or after all was. */
  | { readonly kind: "reset"; readonly done: boolean }
  | { readonly kind: "slow"; readonly milliseconds: number };

export interface Injection {
  readonly on: (call: Call) => boolean;
  readonly fault: Fault;
  /** How many requests it meets; it skips the first `after` that match. */
  times: number;
  after?: number;
}

/** Which requests a fault is for. */
export const meets = {
  bulkWrites: (call: Call): boolean => call.method === "PUT" && call.path.endsWith("/bulk"),
  bulkDeletes: (call: Call): boolean => call.path.endsWith("/bulk/delete"),
  listings: (call: Call): boolean => call.path.endsWith("/keys"),
  reads: (call: Call): boolean => call.method === "GET" && call.path.includes("/values/"),
  uploads: (call: Call): boolean => /\/scripts\/[^/]+(\/versions)?$/.test(call.path) && call.method !== "GET",
  switches: (call: Call): boolean => call.path.endsWith("/deployments") && call.method === "POST",
  customDomains: (call: Call): boolean => call.path.endsWith("/domains/records"),
  workersDev: (call: Call): boolean => /\/scripts\/[^/]+\/subdomain$/.test(call.path) && call.method === "POST",
  anything: (): boolean => true,
};

/** The faults that wait for their requests, in the order in which they were injected. */
export class Faults {
  readonly #injections: Injection[] = [];

  inject(...injections: readonly Injection[]): void {
    this.#injections.push(...injections);
  }

  /** The fault that this request meets, if any; it is used up by that. */
  take(call: Call): Fault | undefined {
    for (const injection of this.#injections) {
      if (injection.times <= 0 || !injection.on(call)) continue;
      if ((injection.after ?? 0) > 0) {
        injection.after = (injection.after ?? 0) - 1;
        continue;
      }
      injection.times--;
      return injection.fault;
    }
    return undefined;
  }

  clear(): void {
    this.#injections.length = 0;
  }

  /** Number of faults that have not met their request yet. */
  get left(): number {
    return this.#injections.reduce((sum, { times }) => sum + times, 0);
  }
}
