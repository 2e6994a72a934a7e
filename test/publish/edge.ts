import { convertV4MiniflareOptions, Miniflare } from "miniflare";
import type { StandIn } from "./cloudflare/stand-in.ts";
import type { Version } from "./cloudflare/version.ts";

const moduleTypes: Readonly<Record<string, "ESModule" | "Data" | "Text">> = {
  "application/javascript+module": "ESModule",
  "application/octet-stream": "Data",
  "text/plain": "Text",
};

/** Cloudflare's edge for readers: every version that is asked for runs in workerd as it was uploaded, on the stand-in's KV. */
export class Edge {
  readonly #standIn: StandIn;
  readonly #running = new Map<string, Miniflare>();

  constructor(standIn: StandIn) {
    this.#standIn = standIn;
  }

  /** What a reader gets at this moment, from the version that is live. */
  async get(path: string): Promise<{ status: number; body: string }> {
    const version = this.#standIn.workers.live;
    if (version === undefined) throw new Error("nothing is live");
    const worker = await this.#workerOf(version);
    const response = await worker.dispatchFetch(`http://river.example${path}`, { redirect: "manual" });
    return { status: response.status, body: await response.text() };
  }

  /** Starts the live version's worker, so that its first reader need not wait. */
  async warm(): Promise<void> {
    await this.get("/");
  }

  async close(): Promise<void> {
    await Promise.all([...this.#running.values()].map((worker) => worker.dispose()));
  }

  async #workerOf(version: Version): Promise<Miniflare> {
    const running = this.#running.get(version.id) ?? (await this.#start(version));
    this.#running.set(version.id, running);
    return running;
  }

  async #start({ metadata, modules }: Version): Promise<Miniflare> {
    const main = modules.filter(({ name }) => name === metadata.main_module);
    const others = modules.filter(({ name, type }) => name !== metadata.main_module && type in moduleTypes);
    const worker = new Miniflare(
      convertV4MiniflareOptions({
        modules: [...main, ...others].map(({ name, type, content }) => ({
          type: moduleTypes[type] ?? "Data",
          path: name,
          contents: new Uint8Array(content),
        })),
        compatibilityDate: metadata.compatibility_date ?? "2026-11-17",
        kvNamespaces: ["BLOBS"],
      }),
    );
    const namespace = await worker.getKVNamespace("BLOBS");
    const { only } = this.#standIn.kv;
    await Promise.all(only.keys().map((key) => namespace.put(key, only.get(key)?.value.toString() ?? "")));
    return worker;
  }
}
