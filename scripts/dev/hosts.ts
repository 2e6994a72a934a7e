import type { IncomingHttpHeaders } from "node:http";
import { lookup } from "node:dns/promises";
import { isIP } from "node:net";
import { networkInterfaces } from "node:os";
import { Failure } from "../base/failure.ts";

const loopback = ["127.0.0.1", "::1"] as const;
const everywhere: readonly string[] = ["0.0.0.0", "::"];

/**
 * Where the server can be reached, and by which names. Any web page can send a browser here under a name of its own, so
 * only names that the author gave are answered. Addresses can't be abused that way.
 */
export type Hosts = Readonly<Awaited<ReturnType<typeof findHosts>>>;

/** Throws `Failure` for an address that this machine does not have. */
export async function findHosts(names: readonly string[] = []) {
  const own = new Set(Object.values(networkInterfaces()).flatMap((each = []) => each.map(({ address }) => address)));
  const named = await Promise.all(names.map(async (name) => ({ name, addresses: await addressesOf(name, own) })));
  const wanted = new Set(named.flatMap(({ addresses }) => addresses));
  const known = new Set([...names, ...wanted].map(hostOf));
  const isEverywhere = everywhere.some((address) => wanted.has(address));
  const inner = named.filter(({ addresses }) => addresses.every(isLoopback)).map(({ name }) => name);
  const outer = names.filter((name) => !inner.includes(name));
  const has = (host: string | undefined): boolean => {
    if (host === undefined || /[/?#@\\]/.test(host)) return false;
    const name = URL.parse(`http://${host}`)?.hostname.replace(/\.$/, "");
    return name !== undefined && (isLocal(name) || known.has(name) || (isEverywhere && isIP(bare(name)) !== 0));
  };
  return {
    /** The addresses to listen on. */
    addresses: isEverywhere ? everywhere : [...new Set([...loopback, ...wanted])],
    /** How others can reach the server: addresses, and names that resolve to one of them. */
    reached: [...new Set(outer.flatMap((name) => (everywhere.includes(name) ? [...own].filter(isForOthers) : [name])))],
    /** Names that resolve to no address of this machine, such as those of tunnels. */
    elsewhere: inner.filter((name) => isIP(name) === 0 && !isLocal(name)),
    /** Whether a request for this `Host` is for us, on any port. */
    has,
    /** Whether one of our own pages opens the connection; the browser says which page it is. */
    isOwnPage: ({ origin = "", host }: IncomingHttpHeaders) => has(host) && URL.parse(origin)?.host === host,
  };
}

/** Addresses of this machine; none for a name that leads elsewhere. */
async function addressesOf(name: string, own: ReadonlySet<string>): Promise<string[]> {
  const isOwn = (address: string): boolean => own.has(address) || isLoopback(address);
  if (isIP(name) === 0) {
    const found = await lookup(name, { all: true }).catch(() => []);
    return found.map(({ address }) => address).filter(isOwn);
  }
  if (everywhere.includes(name) || isOwn(name)) return [name];
  throw new Failure(
    `--host is "${name}", expected an address of this machine, such as ${[...own].join(" or ")}, or a name`,
  );
}

// Browsers treat every name below "localhost" as this machine, without a lookup.
const isLocal = (name: string): boolean =>
  name === "localhost" || name.endsWith(".localhost") || isLoopback(bare(name));

const isLoopback = (address: string): boolean => address === "::1" || /^127\.[\d.]+$/.test(address);
// Link-local addresses (fe80::) work only together with the name of the link.
const isForOthers = (address: string): boolean => !isLoopback(address) && !/^fe[89ab]/i.test(address);

/** An address or a name in its canonical form in a URL. */
export const hostOf = (name: string): string =>
  URL.parse(`http://${isIP(name) === 6 ? `[${name}]` : name}`)?.hostname ?? name;

const bare = (host: string): string => host.replace(/^\[|\]$/g, "");
