import { type ChildProcess, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { mkdtempDisposableSync, writeFileSync } from "node:fs";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { Failure } from "../base/failure.ts";
import { recordIn } from "../base/record.ts";
import { note } from "../base/terminal.ts";
import { listenOn, portOf } from "./listen.ts";

/** Answers the worker's requests to the process around it; undefined where it has nothing. */
type Host = (path: string, body: string) => Answered | Promise<Answered>;
type Answered = string | Uint8Array | undefined;

// The package has no types, and is CommonJS whose default every loader takes for something else.
const require = createRequire(import.meta.url);
const { default: program } = require("workerd") as { readonly default: string };

const compatibilityDate = "2026-11-17";

/**
 * Loads the worker that a request names into the runtime that runs already: to start another takes longer than all else of a rebuild.
 * Names begin with a secret, since any web page could ask the runtime under a name of its own, past the proxy.
 */
const loader = (secret: string): string => `export default {
  async fetch(request, { HOST, LOADER }) {
    const name = request.headers.get("fore-edge-worker") ?? "";
    if (!name.startsWith("${secret}")) return new Response(null, { status: 403 });
    const load = async () => ({
      compatibilityDate: "${compatibilityDate}",
      mainModule: "worker.js",
      modules: { "worker.js": await (await HOST.fetch("http://host/worker")).text() },
      env: { HOST },
    });
    try {
      return await LOADER.get(name, load).getEntrypoint().fetch(request);
    } catch (error) {
      return new Response(error.stack, { status: 500 });
    }
  },
};`;

/** workerd's configuration (https://github.com/cloudflare/workerd/blob/main/src/workerd/server/workerd.capnp). */
const configuration = (secret: string, host: number): string => `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [
    (name = "loader", worker = (
      modules = [(name = "loader.js", esModule = ${JSON.stringify(loader(secret))})],
      compatibilityDate = "${compatibilityDate}",
      bindings = [(name = "HOST", service = "host"), (name = "LOADER", workerLoader = (id = "live"))],
    )),
    (name = "host", external = (
      address = "127.0.0.1:${host}",
      http = (injectRequestHeaders = [(name = "fore-edge-secret", value = "${secret}")]),
    )),
  ],
  sockets = [(name = "http", address = "127.0.0.1:0", http = (), service = "loader")],
  logging = (structuredLogging = true),
);
`;

/** The runtime keeps all workers, of some 5 MB each, so now and then it starts anew. */
const most = 32;

interface Process {
  readonly child: ChildProcess;
  readonly url: URL;
}

/** The local platform, with the worker in it. */
export class Runtime {
  readonly #secret = randomUUID();
  readonly #host: Host;
  #server: Promise<Server> | undefined;
  #process: Promise<Process> | undefined;
  #script = "";
  #tried = 0;
  #worker = "";

  constructor(host: Host) {
    this.#host = host;
  }

  /** Where requests go, as soon as it has started. */
  async url(): Promise<URL> {
    if (!this.#process) throw new Error("no worker runs yet");
    return (await this.#process).url;
  }

  /** Name of the current worker, which a request has to say. */
  get worker(): string {
    return this.#worker;
  }

  /** Starts the platform, if it doesn't run yet. */
  async start(): Promise<void> {
    this.#server ??= this.#listen();
    const starting = (this.#process ??= this.#server.then((server) =>
      started(configuration(this.#secret, portOf([server]))),
    ));
    await starting.catch((error: unknown) => {
      this.#process = undefined; // so that it is tried again
      throw error;
    });
  }

  /** Runs a worker in place of the previous one, unless it throws as it starts: the previous one stays, and that is given. */
  async run(script: string): Promise<string | undefined> {
    const previous = this.#script;
    if (script === previous) return undefined;
    await this.start();
    this.#script = script;
    const name = `${this.#secret} ${++this.#tried}`;
    const response = await fetch(await this.url(), { headers: { "fore-edge-worker": name } });
    const said = await response.text();
    if (!response.ok) {
      this.#script = previous;
      return said;
    }
    this.#worker = name;
    if (this.#tried % most === 0) await this.#renew();
    return undefined;
  }

  async stop(): Promise<void> {
    await end(this.#process);
    (await this.#server)?.close().closeAllConnections();
  }

  async #renew(): Promise<void> {
    const old = this.#process;
    this.#process = undefined;
    await this.start();
    await end(old);
  }

  async #listen(): Promise<Server> {
    const create = (): Server =>
      createServer((request, response) => {
        this.#answer(request, response).catch(() => response.destroy()); // of a request that broke off
      });
    const [server] = await listenOn(["127.0.0.1"], 0, create);
    if (!server) throw new Error("no server listens");
    return server;
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.headers["fore-edge-secret"] !== this.#secret) return void response.writeHead(403).end();
    const { url: path = "" } = request;
    const answer = path === "/worker" ? this.#script : await this.#host(path, await text(request));
    response.writeHead(answer === undefined ? 404 : 200).end(answer);
  }
}

/** Starts workerd. Throws `Failure` where it doesn't run. */
async function started(config: string): Promise<Process> {
  using folder = mkdtempDisposableSync(join(tmpdir(), "fore-edge-"));
  const file = join(folder.path, "workerd.capnp");
  writeFileSync(file, config);
  const args = ["serve", "--experimental", "--control-fd=3", file];
  const child = spawn(program, args, { stdio: ["ignore", "pipe", "pipe", "pipe"] });
  const kill = (): unknown => child.kill("SIGKILL");
  process.once("exit", kill); // whatever ends this process
  child.once("exit", () => process.off("exit", kill));
  const linesOf = (stream: unknown) => createInterface(stream as Readable);
  // What the worker logs may be text of the content.
  for (const stream of [child.stdout, child.stderr]) linesOf(stream).on("line", (line) => note(messageOf(line)));
  const ended = once(child, "exit").then(
    ([code, signal]: unknown[]) => `ended with ${String(code ?? signal)}`,
    (error: Error) => error.message,
  );
  const said = await Promise.race([once(linesOf(child.stdio[3]), "line"), ended]);
  if (typeof said === "string") throw new Failure(`workerd, which runs the blog on this machine, ${said}`);
  const { port } = JSON.parse(String(said[0])) as { readonly port: number };
  return { child, url: new URL(`http://127.0.0.1:${port}`) };
}

/** Of a line that workerd logs as JSON. */
function messageOf(line: string): string {
  const message = recordIn(line)?.["message"];
  return typeof message === "string" ? message : line;
}

async function end(running: Promise<Process> | undefined): Promise<void> {
  const { child } = (await running?.catch(() => undefined)) ?? {};
  if (!child || child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, "exit");
  child.kill("SIGKILL");
  await ended;
}
