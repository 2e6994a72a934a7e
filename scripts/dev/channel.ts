import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { type WebSocket, WebSocketServer } from "ws";
import type { Hosts } from "./hosts.ts";
import type { State } from "./live-page.ts";

/**
 * Tells open pages about each change. A WebSocket, not an event stream: browsers open at most six HTTP connections to a
 * host, and an event stream would take one for every tab.
 */
export function openChannel(hosts: Hosts, state: () => State) {
  const server = new WebSocketServer({ noServer: true });
  const tell = (page: WebSocket): void => page.send(JSON.stringify(state()));
  return {
    /** Accepts a connection from our own pages only: unpublished writing is for the author's eyes. */
    accept: (request: IncomingMessage, socket: Duplex, head: Buffer): void => {
      if (hosts.isOwnPage(request.headers))
        server.handleUpgrade(request, socket, head, (page) => tell(page.on("error", () => page.terminate())));
      // Node leaves the errors of such a connection to us, and one that nobody takes would end the server.
      else socket.on("error", () => socket.destroy()).end("HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n");
    },
    /** Sends the current state to all open pages. */
    publish: (): void => server.clients.forEach(tell),
    stop: (): void => {
      for (const page of server.clients) page.terminate();
      server.close();
    },
  };
}
