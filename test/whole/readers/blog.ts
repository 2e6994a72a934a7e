import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { fileURLToPath } from "node:url";

/** What a reader asked for and got. */
export interface Fetched {
  readonly path: string;
  readonly status: number;
}

/** A blog that runs as `npm start` runs it, behind a server of its own that outlives deploys and notes what is fetched. */
export class Blog {
  readonly fetched: Fetched[] = [];
  readonly #content: string;
  readonly #front: Server;
  #worker: ChildProcess | undefined;
  #workerUrl = "";

  private constructor(content: string) {
    this.#content = content;
    this.#front = createServer((request, response) => void this.#answer(request, response));
  }

  static async start(content: string): Promise<Blog> {
    const blog = new Blog(content);
    blog.#front.listen(0, "127.0.0.1");
    await once(blog.#front, "listening");
    await blog.deploy();
    return blog;
  }

  get url(): string {
    return `http://127.0.0.1:${portOf(this.#front)}`;
  }

  /** Puts the content as it is now in the place of what ran before. */
  async deploy(): Promise<void> {
    await this.#stopWorker();
    const script = fileURLToPath(new URL("../../../scripts/start.ts", import.meta.url));
    const port = String(await freePort());
    const worker = spawn(process.execPath, [script, "--content", this.#content, "--port", port]);
    this.#worker = worker;
    let output = "";
    worker.stderr.on("data", (data) => (output += String(data)));
    this.#workerUrl = await new Promise<string>((resolve, reject) => {
      worker.once("exit", (code) => reject(new Error(`The blog stopped with exit code ${code}: ${output}`)));
      worker.stdout.on("data", (data) => {
        output += String(data);
        const ready = /Ready on (\S+)/.exec(output)?.[1];
        if (ready !== undefined) resolve(ready);
      });
    });
  }

  async stop(): Promise<void> {
    await this.#stopWorker();
    this.#front.closeAllConnections();
    this.#front.close();
  }

  async #stopWorker(): Promise<void> {
    const worker = this.#worker;
    if (!worker || worker.exitCode !== null) return;
    worker.kill("SIGTERM");
    await once(worker, "exit");
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = request.url ?? "/";
    const headers = ["if-none-match", "if-modified-since"].flatMap((name): [string, string][] => {
      const value = request.headers[name];
      return typeof value === "string" ? [[name, value]] : [];
    });
    const answer = await fetch(this.#workerUrl + path, { headers, redirect: "manual" });
    const body = Buffer.from(await answer.arrayBuffer());
    // fetch has undone the compression, so its headers are no longer true.
    const kept = [...answer.headers].filter(
      ([name]) => !/^(content-encoding|content-length|transfer-encoding)$/.test(name),
    );
    response.writeHead(answer.status, Object.fromEntries(kept)).end(body);
    this.fetched.push({ path, status: answer.status });
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const port = portOf(server);
  server.close();
  await once(server, "close");
  return port;
}

function portOf(server: Server): number {
  const address = server.address();
  if (typeof address !== "object" || address === null) throw new Error("The server listens on no port");
  return address.port;
}
