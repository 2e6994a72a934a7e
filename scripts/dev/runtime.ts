import { note } from "../base/terminal.ts";
import { convertV4MiniflareOptions, Miniflare, type Response } from "miniflare";

/** The local platform, with the worker in it. */
export class Runtime {
  readonly #host: (url: URL) => Response;
  #miniflare: Miniflare | undefined;
  #script: string | undefined;

  /** `host` answers the worker's requests to the process around it. */
  constructor(host: (url: URL) => Response) {
    this.#host = host;
  }

  /** The worker's address, as soon as the newest one has started. */
  async url(): Promise<URL> {
    if (!this.#miniflare) throw new Error("no worker runs yet");
    return this.#miniflare.ready;
  }

  /** Runs a worker in place of the previous one. */
  async run(script: string): Promise<void> {
    if (script === this.#script) return;
    this.#script = undefined; // one that can't start is tried again
    const options = convertV4MiniflareOptions({
      host: "127.0.0.1",
      port: 0,
      modules: true,
      script,
      compatibilityDate: "2026-11-17",
      handleStructuredLogs: ({ message }) => note(message), // what the worker logs may be text of the content
      serviceBindings: { HOST: ({ url }) => this.#host(new URL(url)) },
    });
    if (this.#miniflare) await this.#miniflare.setOptions(options);
    else this.#miniflare = await started(options);
    this.#script = script;
  }

  async stop(): Promise<void> {
    await this.#miniflare?.dispose();
  }
}

const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

async function started(options: ReturnType<typeof convertV4MiniflareOptions>): Promise<Miniflare> {
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
