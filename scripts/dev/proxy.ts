import { Agent, type IncomingHttpHeaders, type IncomingMessage, request as ask, type ServerResponse } from "node:http";
import { text } from "node:stream/consumers";
import { findFile, sendFile } from "./static-file.ts";
import { livePaths, waitingPage, withLivePolicy, withLiveScript } from "./live-page.ts";
import type { State } from "./state.ts";

/** What the proxy serves from at a moment. */
export interface Upstream {
  readonly state: State;
  /** Static files of the content folder, by canonical path. */
  readonly files: ReadonlyMap<string, string>;
  /** The folder of pictures, cards and icons. */
  readonly assets: string;
  /** The script of the live view. */
  readonly client: string;
  /** The worker's address, and its name there. */
  readonly url: Promise<URL>;
  readonly worker: string;
}

const agent = new Agent({ keepAlive: true });

/**
 * Answers a request: files from disk, everything else from the worker. A person's browser gets uncacheable pages with the
 * live view's script; every other program gets exactly what production would send.
 */
export async function answer(request: IncomingMessage, response: ServerResponse, upstream: Upstream): Promise<void> {
  const path = (request.url ?? "/").replace(/\?.*$/s, "");
  const isRead = request.method === "GET" || request.method === "HEAD";
  const file = isRead ? findFile(path, upstream.files, upstream.assets) : undefined;
  if (path === livePaths.script) return send(response, 200, "text/javascript; charset=utf-8", upstream.client);
  if (file !== undefined) return sendFile(file, request, response);
  if (upstream.state.version === "") return sayWaiting(request, response, upstream.state);
  const isView = isRead && isNavigation(request);
  const answered = await forward(request, upstream, isView);
  if (isView) return show(answered, request, response, upstream.state);
  response.writeHead(answered.statusCode ?? 502, answered.rawHeaders);
  answered.pipe(response);
}

/** Whether a person will look at the response (https://www.w3.org/TR/fetch-metadata/). */
function isNavigation({ headers }: IncomingMessage): boolean {
  const destination = headers["sec-fetch-dest"];
  if (destination !== undefined) return destination === "document";
  // Safari sends no destination to localhost, and no browser does to other hosts without TLS. Programs that call themselves
  // "Mozilla/5.0 (compatible; …)" are not browsers.
  const { accept = "", "user-agent": agent = "" } = headers;
  return accept.includes("text/html") && agent.startsWith("Mozilla/") && !agent.includes("compatible;");
}

/** The worker's response. For a view it is always a full one, whatever the browser has cached. */
async function forward(
  request: IncomingMessage,
  { state, url: address, worker }: Upstream,
  whole: boolean,
): Promise<IncomingMessage> {
  const { hostname, port } = await address;
  const ours = { "fore-edge-worker": worker, "fore-edge-version": state.version };
  const headers: NodeJS.Dict<string | string[]> = { ...endToEnd(request.headers), ...ours };
  if (whole) for (const name of ["if-none-match", "if-modified-since", "accept-encoding"]) delete headers[name];
  return new Promise((resolve, reject) => {
    const { url = "/", method = "GET" } = request;
    const forwarded = ask({ hostname, port, path: url, method, headers, agent }, resolve);
    forwarded.once("error", reject);
    // Nothing here reads a body. One that is passed on without its length could be taken for a request of its own.
    request.resume();
    forwarded.end();
  });
}

// Fields for this connection only (https://www.rfc-editor.org/rfc/rfc9110#section-7.6.1), or already answered.
const hopByHop = new Set(
  "connection content-length expect keep-alive proxy-connection te trailer transfer-encoding upgrade".split(" "),
);

/** The client's headers for the worker. Fields that start with "mf-" would be orders to Miniflare. */
function endToEnd(headers: IncomingHttpHeaders): IncomingHttpHeaders {
  const listed = new Set(headers.connection?.toLowerCase().split(/\s*,\s*/));
  const isForWorker = (name: string): boolean => !hopByHop.has(name) && !listed.has(name) && !name.startsWith("mf-");
  return Object.fromEntries(Object.entries(headers).filter(([name]) => isForWorker(name)));
}

const validators = ["etag", "last-modified", "cloudflare-cdn-cache-control", "content-length", "transfer-encoding"];

async function show(
  answered: IncomingMessage,
  { headers: { host } }: IncomingMessage,
  response: ServerResponse,
  state: State,
): Promise<void> {
  const headers: NodeJS.Dict<string | string[]> = { ...answered.headers, "cache-control": "no-store" };
  for (const name of validators) delete headers[name];
  const policy = headers["content-security-policy"];
  const isPage = answered.headers["content-type"]?.startsWith("text/html") === true;
  if (isPage && typeof policy === "string")
    headers["content-security-policy"] = withLivePolicy(policy, `http://${host}`);
  response.writeHead(answered.statusCode ?? 502, headers);
  if (isPage) response.end(withLiveScript(await text(answered), state));
  else answered.pipe(response);
}

function sayWaiting(request: IncomingMessage, response: ServerResponse, state: State): void {
  if (isNavigation(request)) return send(response, 503, "text/html; charset=utf-8", waitingPage(state));
  return send(response, 503, "text/plain; charset=utf-8", "The content has errors; the terminal shows them\n");
}

function send(response: ServerResponse, status: number, type: string, body: string): void {
  response.writeHead(status, { "content-type": type, "cache-control": "no-store" }).end(body);
}
