import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import { printable } from "../base/printable.ts";
import { note } from "../base/terminal.ts";
import { answer, type Back } from "./proxy.ts";
import type { Hosts } from "./hosts.ts";

/** Answers requests for our hosts, and says so in the terminal when it can't. */
export const respond =
  (hosts: Hosts, back: () => Back): RequestListener =>
  (request, response) => {
    if (request.url?.startsWith("/") !== true) say(response, 400, "The target of a request is a path here\n");
    else if (hosts.has(request.headers.host))
      answer(request, response, back()).catch((error: unknown) => fail(error, request, response));
    else refuse(request, response);
  };

function refuse({ headers: { host = "" } }: IncomingMessage, response: ServerResponse): void {
  const name = printable(host.replace(/:\d*$/, ""));
  say(
    response,
    403,
    `This server does not answer to "${name}", since by a name of its own any page of the web could read what is not ` +
      `published yet. If the name is yours, start it with: npm start -- --host ${name}\n`,
  );
}

function fail(error: unknown, request: IncomingMessage, response: ServerResponse): void {
  if (request.socket.destroyed) return; // nobody waits any more
  const reason = error instanceof Error ? error.message : String(error);
  note(`error ${request.method} ${printable(request.url ?? "/")} was not answered: ${reason}`);
  if (response.headersSent) response.destroy();
  else say(response, 500, "This could not be answered; the terminal says why\n");
}

function say(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { "content-type": "text/plain; charset=utf-8", "cache-control": "no-store" }).end(text);
}
