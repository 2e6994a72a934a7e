import { createServer, type Server } from "node:http";
import { Failure } from "../compile/failure.ts";

export interface Listening {
  readonly port: number;
  /** One for each address of localhost. */
  readonly servers: readonly Server[];
}

const addresses = ["127.0.0.1", "::1"] as const;
const most = 65_535;

/**
 * Listens on localhost alone, on both of its addresses where there are two, since programs differ in which they try.
 * Takes the next free port when the wanted one is in use; 0 is any. Throws `Failure` when there is none.
 */
export async function listenLocally(wanted: number): Promise<Listening> {
  for (let port = wanted; port <= most; port++) {
    const listening = await tryPort(port);
    if (listening) return listening;
  }
  throw new Failure(`no port from ${wanted} on is free, expected one such as --port 8787`);
}

/** Undefined when the port is in use on one of the addresses. */
async function tryPort(wanted: number): Promise<Listening | undefined> {
  const servers: Server[] = [];
  let port = wanted;
  for (const address of addresses) {
    const server = createServer();
    const code = await listen(server, port, address);
    if (code === undefined) servers.push(server);
    else if (code === "EACCES")
      throw new Failure(`port ${wanted} is not for everyone to use, expected one from 1024 on such as --port 8787`);
    else if (code === "EADDRINUSE") {
      for (const each of servers) each.close();
      return wanted === 0 ? tryPort(0) : undefined;
    }
    // Any other: the machine has no such address.
    port = portOf(servers[0]) ?? port;
  }
  if (servers.length === 0) throw new Failure("this machine has no localhost, expected 127.0.0.1 or ::1");
  return { port, servers };
}

function portOf(server: Server | undefined): number | undefined {
  const address = server?.address();
  return address && typeof address === "object" ? address.port : undefined;
}

/** The code of the error, if there is one. */
const listen = (server: Server, port: number, host: string): Promise<string | undefined> =>
  new Promise((resolve) => {
    server.once("error", (error) => resolve("code" in error ? String(error.code) : error.message));
    server.listen({ port, host, ipv6Only: true }, () => resolve(undefined));
  });
