import {
  Agent,
  type IncomingHttpHeaders,
  type IncomingMessage,
  request as ask,
  type RequestListener,
  type ServerResponse,
} from "node:http";
import { text } from "node:stream/consumers";
import { printable } from "../base/printable.ts";
import { note } from "../base/terminal.ts";
import type { Hosts } from "./hosts.ts";
import { sendFile } from "./static-file.ts";
import { livePaths, type State, waitingPage, withLivePolicy, withLiveScript } from "./live-page.ts";

/** What the proxy serves from at a moment. */
export interface Upstream {
  readonly state: State;
  /** The static file at a path, which may have to be drawn first. */
  readonly file: (path: string) => Promise<string | undefined>;
  /** The script of the live view. */
  readonly client: string;
  /** The address of the runtime, and the worker's name there. */
  readonly url: () => Promise<URL>;
  readonly worker: string;
}

/** Answers requests for our hosts, and reports in the terminal if that fails. */
export const respond =
  (hosts: Pick<Hosts, "has">, upstream: () => Upstream): RequestListener =>
  (request, response) => {
    if (request.url?.startsWith("/") !== true) send(response, 400, "The target of a request is a path here\n");
    else if (hosts.has(request.headers.host))
      answer(request, response, upstream()).catch((error: unknown) => fail(error, request, response));
    else refuse(request, response);
  };

function refuse({ headers: { host = "" } }: IncomingMessage, response: ServerResponse): void {
  const name = printable(host.replace(/:\d*$/, ""));
  send(
    response,
    403,
    `This server does not answer to "${name}", because any web page could use a name of its own to read what is not ` +
      `published yet. If the name is yours, start with: npm start -- --host ${name}\n`,
  );
}

function fail(error: unknown, request: IncomingMessage, response: ServerResponse): void {
  if (request.socket.destroyed) return; // nobody is waiting any more
  const reason = error instanceof Error ? error.message : String(error);
  note(`error ${request.method} ${printable(request.url ?? "/")} failed: ${reason}`);
  if (response.headersSent) response.destroy();
  else send(response, 500, "The request failed; the terminal says why\n");
}

const agent = new Agent({ keepAlive: true });

/**
 * Answers a request: files from disk, everything else from the worker. A person's browser gets uncacheable pages with the
 * live view's script; every other program gets exactly what production would send.
 */
async function answer(request: IncomingMessage, response: ServerResponse, upstream: Upstream): Promise<void> {
  const path = (request.url ?? "/").replace(/\?.*$/s, "");
  const isRead = request.method === "GET" || request.method === "HEAD";
  const file = isRead ? await upstream.file(path) : undefined;
  if (path === livePaths.script) return send(response, 200, upstream.client, "text/javascript");
  if (file !== undefined) return sendFile(file, request, response);
  const { state } = upstream;
  const isSeen = isNavigation(request);
  if (state.version === "" && isSeen) return send(response, 503, waitingPage(state), "text/html");
  if (state.version === "") return send(response, 503, "The content has errors; the terminal shows them\n");
  const isView = isRead && isSeen;
  const answered = await forward(request, upstream, isView);
  if (isView) return show(answered, response, state, request.headers.host);
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
async function forward(request: IncomingMessage, upstream: Upstream, full: boolean): Promise<IncomingMessage> {
  const { hostname, port } = await upstream.url();
  const { url: path = "/", method = "GET" } = request;
  const ours = { "fore-edge-worker": upstream.worker, "fore-edge-version": upstream.state.version };
  const headers = { ...headersFor(request.headers, full), ...ours };
  return new Promise((resolve, reject) => {
    const forwarded = ask({ hostname, port, path, method, headers, agent }, resolve).once("error", reject);
    // Nothing here reads a body. One that is passed on without its length could be taken for a request of its own.
    request.resume();
    forwarded.end();
  });
}

// Fields for this connection only (https://www.rfc-editor.org/rfc/rfc9110#section-7.6.1), or already answered.
const hopByHop = "connection content-length expect keep-alive proxy-connection te trailer transfer-encoding upgrade";
const forParts = ["if-none-match", "if-modified-since", "accept-encoding"];

/** The client's headers for the worker. */
function headersFor(headers: IncomingHttpHeaders, full: boolean): IncomingHttpHeaders {
  const listed = headers.connection?.toLowerCase().split(/\s*,\s*/) ?? [];
  const left = new Set([...hopByHop.split(" "), ...listed, ...(full ? forParts : [])]);
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !left.has(name)));
}

const validators = ["etag", "last-modified", "cloudflare-cdn-cache-control", "content-length", "transfer-encoding"];

async function show(answered: IncomingMessage, response: ServerResponse, state: State, host = ""): Promise<void> {
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

/** Answers with a text of this server's own. */
function send(response: ServerResponse, status: number, body: string, type = "text/plain"): void {
  response.writeHead(status, { "content-type": `${type}; charset=utf-8`, "cache-control": "no-store" }).end(body);
}
