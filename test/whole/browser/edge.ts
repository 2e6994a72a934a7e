import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { brotliCompressSync, constants } from "node:zlib";
import { type Production, serve, type ServeOptions } from "../../production/serve.ts";

/** What a browser asked for, and how many bytes went over the wire for it, headers included. */
export interface Fetched {
  readonly path: string;
  readonly status: number;
  readonly bytes: number;
}

/** A blog as readers get it: the production bundle and its static files, compressed on the way as Cloudflare does it. */
export class Edge {
  readonly fetched: Fetched[] = [];
  readonly production: Production;
  readonly #front: Server;
  readonly #answers: Promise<void>[] = [];
  #port = 0;

  private constructor(production: Production) {
    this.production = production;
    this.#front = createServer((request, response) => void this.#answers.push(this.#answer(request, response)));
  }

  static async start(options: Omit<ServeOptions, "withAssets">): Promise<Edge> {
    const edge = new Edge(await serve({ ...options, withAssets: true }));
    edge.#front.listen(0, "localhost");
    await once(edge.#front, "listening");
    const address = edge.#front.address();
    if (typeof address !== "object" || address === null) throw new Error("The server listens on no port");
    edge.#port = address.port;
    return edge;
  }

  /** Without a slash at its end. Browsers take localhost for as secure as HTTPS. Stays once it has stopped, as a browser still asks for things. */
  get url(): string {
    return `http://localhost:${this.#port}`;
  }

  /** The paths of all pages that the release contains. */
  get pages(): string[] {
    return [...this.production.site.timeline.paths.keys()].filter((path) => path.endsWith("/"));
  }

  async stop(): Promise<void> {
    this.#front.close();
    this.#front.closeAllConnections();
    // A browser still asks for things while its test ends, and the worker answers to the last.
    await Promise.allSettled(this.#answers);
    await this.production.stop();
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = request.url ?? "/";
    const answer = await fetch(new URL(path, this.production.url), {
      method: request.method ?? "GET",
      redirect: "manual",
      headers: Object.entries(request.headers).flatMap(([name, value]): [string, string][] =>
        typeof value === "string" && !/^(host|connection|accept-encoding)$/.test(name) ? [[name, value]] : [],
      ),
    });
    const body = Buffer.from(await answer.arrayBuffer());
    // fetch has undone any compression.
    const headers = [...answer.headers].filter(
      ([name]) => !/^(content-(length|encoding)|transfer-encoding)$/.test(name),
    );
    const packed = isCompressed(answer.headers) && request.headers["accept-encoding"]?.includes("br");
    const sent = packed ? compress(body) : body;
    if (packed) headers.push(["content-encoding", "br"], ["vary", "accept-encoding"]);
    response.writeHead(answer.status, [...headers, ["content-length", String(sent.length)]].flat()).end(sent);
    const head = headers.reduce(
      (sum, [name, value]) => sum + `${name}: ${value}\r\n`.length,
      "HTTP/1.1 200 OK\r\n\r\n".length,
    );
    this.fetched.push({ path, status: answer.status, bytes: head + sent.length });
  }
}

// https://developers.cloudflare.com/speed/optimization/content/compression/, as far as a blog sends it
const compressed =
  /^(text\/(html|plain|css|xml|x-markdown)|application\/(json|rss\+xml|xml|manifest\+json)|image\/svg\+xml)/;

const isCompressed = (headers: Headers): boolean => compressed.test(headers.get("content-type") ?? "");

/** Brotli at the level that Cloudflare uses for what it compresses while it answers, 4 of 11. */
const compress = (body: Buffer): Buffer =>
  brotliCompressSync(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } });
