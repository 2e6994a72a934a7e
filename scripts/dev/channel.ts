import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { WebSocketServer } from "ws";
import type { Hosts } from "./hosts.ts";
import type { State } from "./state.ts";

/**
 * Tells open pages about each change. A WebSocket, not an event stream: browsers open at most six HTTP connections to a
 * host, and an event stream would take one for every tab.
 */
export class Channel {
  readonly #server = new WebSocketServer({ noServer: true });
  readonly #hosts: Hosts;
  readonly #state: () => State;

  /** `state` is what a newly opened page must know. */
  constructor(hosts: Hosts, state: () => State) {
    this.#hosts = hosts;
    this.#state = state;
  }

  /** Accepts a connection from our own pages only: unpublished writing is for the author's eyes. */
  accept(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    if (!this.#hosts.isOwnPage(request.headers)) {
      socket.end("HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n");
      return;
    }
    this.#server.handleUpgrade(request, socket, head, (page) => {
      page.on("error", () => page.terminate());
      page.send(JSON.stringify(this.#state()));
    });
  }

  /** Sends the current state to all open pages. */
  publish(): void {
    const message = JSON.stringify(this.#state());
    for (const page of this.#server.clients) page.send(message);
  }

  stop(): void {
    for (const page of this.#server.clients) page.terminate();
    this.#server.close();
  }
}
