import { createServer, type Server, type ServerOptions } from "node:http";
import { Failure } from "../base/failure.ts";

export interface Listening {
  readonly port: number;
  /** One for each address. */
  readonly servers: readonly Server[];
}

const most = 65_535;

/**
 * Listens on several addresses on one port, since programs differ in which address of localhost they try. Takes the next free
 * port if the wanted one is in use; 0 means any. Throws `Failure` if none is free.
 */
export async function listenOn(
  addresses: readonly string[],
  wanted: number,
  options: ServerOptions,
): Promise<Listening> {
  for (let port = wanted; port <= most; port++) {
    const listening = await tryPort(addresses, port, options);
    if (listening) return listening;
  }
  throw new Failure(`no port from ${wanted} on is free; try another, such as --port 8787`);
}

/** Undefined if the port is in use on any of the addresses. */
async function tryPort(
  addresses: readonly string[],
  wanted: number,
  options: ServerOptions,
): Promise<Listening | undefined> {
  const servers: Server[] = [];
  let port = wanted;
  for (const address of addresses) {
    const server = createServer(options);
    const code = await listen(server, port, address);
    if (code === undefined) servers.push(server);
    else if (code === "EACCES")
      throw new Failure(`port ${wanted} needs special rights, expected 1024 or higher, such as --port 8787`);
    else if (code === "EADDRINUSE") {
      for (const each of servers) each.close();
      return wanted === 0 ? tryPort(addresses, 0, options) : undefined;
    }
    // Any other code: the machine does not have that address.
    port = portOf(servers[0]) ?? port;
  }
  if (servers.length === 0) throw new Failure(`this machine does not have the address ${addresses.join(" or ")}`);
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
