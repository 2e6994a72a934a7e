import { convertV4MiniflareOptions, Miniflare, Response } from "miniflare";
import { note } from "../base/terminal.ts";

/** Answers the worker's requests to the process around it. */
export type Host = (url: URL, body: string) => Response;

const compatibilityDate = "2026-11-17";

/** Loads the worker that a request names into the runtime that runs already: to start another takes longer than all else of a rebuild. */
const loader = `export default {
  fetch: (request, { HOST, LOADER }) => LOADER.get(request.headers.get("fore-edge-worker"), async () => ({
    compatibilityDate: "${compatibilityDate}",
    mainModule: "worker.js",
    modules: { "worker.js": await (await HOST.fetch("http://host/worker")).text() },
    env: { HOST },
  })).getEntrypoint().fetch(request),
};`;

/** The runtime keeps all workers, of some 5 MB each, so now and then it starts anew. */
const most = 32;

/** The local platform, with the worker in it. */
export class Runtime {
  readonly #options: Options;
  #miniflare: Miniflare | undefined;
  #url: Promise<URL> = Promise.reject(new Error("no worker runs yet"));
  #script = "";
  #scripts = 0;

  constructor(host: Host) {
    this.#url.catch(() => {}); // asked for only once there is a worker
    this.#options = optionsWith((url, body) =>
      url.pathname === "/worker" ? new Response(this.#script) : host(url, body),
    );
  }

  /** Where requests go, as soon as it has started. */
  get url(): Promise<URL> {
    return this.#url;
  }

  /** Name of the current worker, which a request has to say. */
  get worker(): string {
    return String(this.#scripts);
  }

  /** Runs a worker in place of the previous one. */
  async run(script: string): Promise<void> {
    if (script === this.#script) return;
    this.#script = script;
    this.#scripts += 1;
    const miniflare = (this.#miniflare ??= started(this.#options));
    if (this.#scripts === 1) this.#url = miniflare.ready;
    else if (this.#scripts % most === 0) this.#url = miniflare.setOptions(this.#options).then(() => miniflare.ready);
    await this.#url;
  }

  async stop(): Promise<void> {
    await this.#miniflare?.dispose();
  }
}

type Options = ReturnType<typeof convertV4MiniflareOptions>;

const optionsWith = (host: Host): Options =>
  convertV4MiniflareOptions({
    host: "127.0.0.1",
    port: 0,
    modules: true,
    script: loader,
    compatibilityDate,
    workerLoaders: { LOADER: {} },
    handleStructuredLogs: ({ message }) => note(message), // what the worker logs may be text of the content
    serviceBindings: { HOST: async (request) => host(new URL(request.url), await request.text()) },
  });

const signals = ["SIGINT", "SIGTERM"] as const;

function started(options: Options): Miniflare {
  const before = signals.map((signal) => process.listeners(signal));
  const miniflare = new Miniflare(options);
  // Miniflare would end the process on a signal, with its own exit code, before others could tidy up.
  for (const [index, signal] of signals.entries())
    for (const listener of process.listeners(signal))
      if (before[index]?.includes(listener) === false) process.removeListener(signal, listener);
  return miniflare;
}
