import { once } from "node:events";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { Failure } from "../base/failure.ts";

const most = 65_535;

/**
 * Listens on several addresses on one port, since programs differ in which address of localhost they try. Takes the next free
 * port if the wanted one is in use; 0 means any. Throws `Failure` if none is free. Resolves with a server for each address.
 */
export async function listenOn(hosts: readonly string[], wanted: number, create: () => Server): Promise<Server[]> {
  for (let port = wanted; port <= most; port += wanted === 0 ? 0 : 1) {
    const servers = await tryPort(hosts, port, create);
    if (servers) return servers;
  }
  throw new Failure(`no port from ${wanted} on is free; try another, such as --port 8787`);
}

/** Undefined if the port is in use on any of the addresses. */
async function tryPort(hosts: readonly string[], port: number, create: () => Server): Promise<Server[] | undefined> {
  const servers: Server[] = [];
  for (const host of hosts) {
    const server = create().listen({ host, port: portOf(servers) || port, ipv6Only: true });
    try {
      await once(server, "listening");
      servers.push(server);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === "EACCES")
        throw new Failure(`port ${port} needs special rights, expected 1024 or higher, such as --port 8787`);
      if (code === "EADDRINUSE") {
        for (const each of servers) each.close();
        return undefined;
      }
      // Any other code: the machine does not have that address.
    }
  }
  if (servers.length === 0) throw new Failure(`this machine does not have the address ${hosts.join(" or ")}`);
  return servers;
}

/** The port that servers listen on, which the system chose for the first of them if any would do; 0 where there is none. */
export const portOf = ([first]: readonly Server[]): number => (first?.address() as AddressInfo | undefined)?.port ?? 0;
