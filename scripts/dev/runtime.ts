import { note } from "../base/terminal.ts";
import { convertV4MiniflareOptions, Miniflare, type Response } from "miniflare";

/** Answers the worker's requests to the process around it. */
export type Host = (url: URL) => Response;

/** The local platform, with the worker in it. */
export class Runtime {
  readonly #host: Host;
  #miniflare: Miniflare | undefined;
  #script: string | undefined;
  #url: Promise<URL> = Promise.reject(new Error("no worker runs yet"));

  constructor(host: Host) {
    this.#host = host;
    this.#url.catch(() => {}); // asked for only once there is a worker
  }

  /** The worker's address, as soon as it has started. */
  get url(): Promise<URL> {
    return this.#url;
  }

  /** Runs a worker in place of the previous one. */
  async run(script: string): Promise<void> {
    if (script === this.#script) return;
    this.#script = script;
    const options = convertV4MiniflareOptions({
      host: "127.0.0.1",
      port: 0,
      modules: true,
      script,
      compatibilityDate: "2026-11-17",
      handleStructuredLogs: ({ message }) => note(message), // what the worker logs may be text of the content
      serviceBindings: { HOST: ({ url }) => this.#host(new URL(url)) },
    });
    const { miniflare, url } = this.#miniflare ? replaced(this.#miniflare, options) : started(options);
    this.#miniflare = miniflare;
    this.#url = url;
    await url;
  }

  async stop(): Promise<void> {
    await this.#miniflare?.dispose();
  }
}

type Options = ReturnType<typeof convertV4MiniflareOptions>;

const signals = ["SIGINT", "SIGTERM"] as const;

function started(options: Options): { miniflare: Miniflare; url: Promise<URL> } {
  const before = signals.map((signal) => process.listeners(signal));
  const miniflare = new Miniflare(options);
  // Miniflare would end the process on a signal, with its own exit code, before others could tidy up.
  for (const [index, signal] of signals.entries())
    for (const listener of process.listeners(signal))
      if (before[index]?.includes(listener) === false) process.removeListener(signal, listener);
  return { miniflare, url: miniflare.ready };
}

const replaced = (miniflare: Miniflare, options: Options): { miniflare: Miniflare; url: Promise<URL> } => ({
  miniflare,
  url: miniflare.setOptions(options).then(() => miniflare.ready),
});
