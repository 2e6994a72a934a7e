import { connect } from "node:net";

/** Requests a second, and the time within which 99 of 100 were answered, in milliseconds. */
export interface Load {
  readonly rate: number;
  readonly p99: number;
}

const connections = 32;

/**
 * Sends the requests that `next` gives, each as it goes over the wire, for some seconds and on many connections at once. A
 * client that looks at no more of an answer than where it ends: a general one takes as long to parse it as workerd to give
 * it, so that it would measure itself.
 */
export async function load(origin: string, next: () => Buffer, seconds: number): Promise<Load> {
  const port = Number(new URL(origin).port);
  const times: number[] = [];
  const start = performance.now();
  const end = start + seconds * 1000;
  await Promise.all(Array.from({ length: connections }, () => converse(port, next, end, times)));
  const taken = (performance.now() - start) / 1000;
  times.sort((a, b) => a - b);
  return { rate: times.length / taken, p99: Math.round(times[Math.floor(times.length * 0.99)] ?? 0) };
}

export function requestOf(path: string, headers: Readonly<Record<string, string>>): Buffer {
  const fields = Object.entries({ host: "127.0.0.1", ...headers }).map(([name, value]) => `${name}: ${value}\r\n`);
  return Buffer.from(`GET ${path} HTTP/1.1\r\n${fields.join("")}\r\n`);
}

/** One request after the other on one connection, until the end; notes in milliseconds how long each answer took. */
function converse(port: number, next: () => Buffer, end: number, times: number[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: "127.0.0.1", noDelay: true });
    let sent = 0;
    // Bytes of the answer that are still to come; undefined while its head is.
    let missing: number | undefined;
    const ask = (): void => {
      sent = performance.now();
      missing = undefined;
      if (sent < end) socket.write(next());
      else socket.end();
    };
    socket.on("connect", ask);
    socket.on("data", (chunk: Buffer) => {
      missing = missing === undefined ? bytesAfter(chunk) : missing - chunk.byteLength;
      if (missing > 0) return;
      if (Number.isNaN(missing)) {
        socket.destroy(new Error(`an answer does not tell its length: ${chunk.toString("latin1")}`));
        return;
      }
      times.push(performance.now() - sent);
      ask();
    });
    socket.on("error", reject);
    socket.on("close", () => resolve());
  });
}

/** How many bytes come after the first chunk of an answer, which holds the whole head; NaN when that does not tell. */
function bytesAfter(chunk: Buffer): number {
  const end = chunk.indexOf("\r\n\r\n");
  const head = chunk.toString("latin1", 0, end);
  const length = head.startsWith("HTTP/1.1 304") ? 0 : Number(/content-length: (\d+)/i.exec(head)?.[1]);
  return length - (chunk.byteLength - end - "\r\n\r\n".length);
}
