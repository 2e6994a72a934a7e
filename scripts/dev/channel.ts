import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { WebSocketServer } from "ws";
import type { Hosts } from "./hosts.ts";
import type { State } from "./state.ts";

/**
 * Tells open pages of each change. A WebSocket and no event stream: browsers open no more than six connections of HTTP
 * to a host, and an event stream would hold one of them for every tab.
 */
export class Channel {
  readonly #server = new WebSocketServer({ noServer: true });
  readonly #hosts: Hosts;
  readonly #state: () => State;

  /** `state` tells what a page that has just been opened must know. */
  constructor(hosts: Hosts, state: () => State) {
    this.#hosts = hosts;
    this.#state = state;
  }

  /** Takes a connection of a page of ours. Others are refused: what is being written here is for the author alone. */
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

  /** Tells all open pages how things stand. */
  publish(): void {
    const message = JSON.stringify(this.#state());
    for (const page of this.#server.clients) page.send(message);
  }

  stop(): void {
    for (const page of this.#server.clients) page.terminate();
    this.#server.close();
  }
}
