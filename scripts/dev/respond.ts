import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import { printable } from "../base/printable.ts";
import { note } from "../base/terminal.ts";
import { answer, send, type Upstream } from "./proxy.ts";
import type { Hosts } from "./hosts.ts";

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
