import { randomUUID } from "node:crypto";
import { convertV4MiniflareOptions, Miniflare, Response } from "miniflare";
import { note } from "../base/terminal.ts";

/** Answers the worker's requests to the process around it. */
type Host = (url: URL, body: string) => Response;

const compatibilityDate = "2026-11-17";

/**
 * Loads the worker that a request names into the runtime that runs already: to start another takes longer than all else of a rebuild.
 * Names begin with a secret, since any web page could ask the runtime under a name of its own, past the proxy.
 */
const loader = (secret: string): string => `export default {
  fetch(request, { HOST, LOADER }) {
    const name = request.headers.get("fore-edge-worker") ?? "";
    if (!name.startsWith("${secret}")) return new Response(null, { status: 403 });
    return LOADER.get(name, async () => ({
      compatibilityDate: "${compatibilityDate}",
      mainModule: "worker.js",
      modules: { "worker.js": await (await HOST.fetch("http://host/worker")).text() },
      env: { HOST },
    })).getEntrypoint().fetch(request);
  },
};`;

/** The runtime keeps all workers, of some 5 MB each, so now and then it starts anew. */
const most = 32;

/** The local platform, with the worker in it. */
export class Runtime {
  readonly #secret = randomUUID();
  readonly #options: ReturnType<typeof optionsWith>;
  #miniflare: Miniflare | undefined;
  #script = "";
  #tried = 0;
  #worker = "";

  constructor(host: Host) {
    this.#options = optionsWith(loader(this.#secret), (url, body) =>
      url.pathname === "/worker" ? new Response(this.#script) : host(url, body),
    );
  }

  /** Where requests go, as soon as it has started. */
  async url(): Promise<URL> {
    if (!this.#miniflare) throw new Error("no worker runs yet");
    return this.#miniflare.ready;
  }

  /** Name of the current worker, which a request has to say. */
  get worker(): string {
    return this.#worker;
  }

  /** Runs a worker in place of the previous one, unless it throws as it starts: the previous one stays, and that is given. */
  async run(script: string): Promise<string | undefined> {
    const previous = this.#script;
    if (script === previous) return undefined;
    this.#miniflare ??= await started(this.#options);
    this.#script = script;
    const name = `${this.#secret} ${++this.#tried}`;
    const response = await fetch(await this.url(), { headers: { "fore-edge-worker": name } });
    const said = await response.text();
    if (!response.ok) {
      this.#script = previous;
      return said;
    }
    this.#worker = name;
    if (this.#tried % most === 0) await this.#miniflare.setOptions(this.#options);
    return undefined;
  }

  async stop(): Promise<void> {
    await this.#miniflare?.dispose();
  }
}

const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

const optionsWith = (script: string, host: Host) =>
  convertV4MiniflareOptions({
    host: "127.0.0.1",
    port: 0,
    modules: true,
    script,
    compatibilityDate,
    workerLoaders: { LOADER: {} },
    handleStructuredLogs: ({ message }) => note(message), // what the worker logs may be text of the content
    serviceBindings: { HOST: async (request) => host(new URL(request.url), await request.text()) },
  });

async function started(options: ReturnType<typeof optionsWith>): Promise<Miniflare> {
  const before = new Set(signals.flatMap((signal) => process.listeners(signal)));
  const miniflare = new Miniflare(options);
  // Miniflare would end the process on a signal, with its own exit code, before others could tidy up.
  for (const signal of signals)
    for (const listener of process.listeners(signal))
      if (!before.has(listener)) process.removeListener(signal, listener);
  try {
    await miniflare.ready;
    return miniflare;
  } catch (error) {
    await miniflare.dispose().catch(() => {}); // fails as the start did, and no later worker could start there
    throw error;
  }
}
