import type { IncomingHttpHeaders } from "node:http";
import { lookup } from "node:dns/promises";
import { isIP } from "node:net";
import { networkInterfaces } from "node:os";
import { Failure } from "../base/failure.ts";

const loopback = ["127.0.0.1", "::1"] as const;
const everywhere = ["0.0.0.0", "::"] as const;

/**
 * Where the server can be reached, and by which names. Any web page can send a browser here under a name of its own, so
 * only names that the author gave are answered. Addresses can't be abused that way.
 */
export class Hosts {
  /** The addresses to listen on. */
  readonly addresses: readonly string[];
  /** How others can reach the server: addresses, and names that resolve to one of them. */
  readonly reached: readonly string[];
  /** Names that resolve to no address of this machine, such as those of tunnels. */
  readonly elsewhere: readonly string[];
  readonly #known: ReadonlySet<string>;
  readonly #isEverywhere: boolean;

  private constructor(names: readonly Named[]) {
    const wanted = new Set(names.flatMap(({ addresses }) => addresses));
    const own = addressesHere();
    this.#isEverywhere = everywhere.some((address) => wanted.has(address));
    this.addresses = this.#isEverywhere ? everywhere : [...new Set([...loopback, ...wanted])];
    const here = names.filter(({ addresses }) => addresses.some((address) => !isLoopback(address)));
    const reached = here.flatMap(({ name }) => (isUnspecified(name) ? [...own].filter(isForOthers) : [name]));
    this.reached = [...new Set(reached)];
    this.elsewhere = names
      .filter((each) => isIP(each.name) === 0 && !isLocal(each.name) && !here.includes(each))
      .map(({ name }) => name);
    this.#known = new Set([...names.map(({ name }) => hostOf(name)), ...[...wanted].map(hostOf)]);
  }

  /** Throws `Failure` for an address that this machine does not have. */
  static async of(names: readonly string[]): Promise<Hosts> {
    return new Hosts(await Promise.all(names.map(resolved)));
  }

  /** Whether a request for this `Host` is for us, on any port. */
  has(host: string | undefined): boolean {
    if (host === undefined || /[/?#@\\]/.test(host)) return false;
    const name = URL.parse(`http://${host}`)?.hostname.replace(/\.$/, "");
    if (name === undefined) return false;
    if (isLocal(name) || this.#known.has(name)) return true;
    return this.#isEverywhere && isIP(bare(name)) !== 0;
  }

  /** Whether one of our own pages opens the connection; the browser says which page it is. */
  isOwnPage({ origin = "", host }: IncomingHttpHeaders): boolean {
    return this.has(host) && URL.parse(origin)?.host === host;
  }
}

interface Named {
  readonly name: string;
  /** Addresses of this machine; none for a name that leads elsewhere. */
  readonly addresses: readonly string[];
}

async function resolved(name: string): Promise<Named> {
  const own = addressesHere();
  const isOwn = (address: string): boolean => own.has(address) || isLoopback(address);
  if (isIP(name) === 0) {
    const found = await lookup(name, { all: true }).catch(() => []);
    return { name, addresses: found.map(({ address }) => address).filter(isOwn) };
  }
  if (isUnspecified(name) || isOwn(name)) return { name, addresses: [name] };
  throw new Failure(
    `--host is "${name}", expected an address of this machine, such as ${[...own].join(" or ")}, or a name`,
  );
}

// Browsers treat every name below "localhost" as this machine, without a lookup.
const isLocal = (name: string): boolean =>
  name === "localhost" || name.endsWith(".localhost") || isLoopback(bare(name));

const addressesHere = (): ReadonlySet<string> =>
  new Set(Object.values(networkInterfaces()).flatMap((each = []) => each.map(({ address }) => address)));

const isLoopback = (address: string): boolean => address === "::1" || /^127\.[\d.]+$/.test(address);
const isUnspecified = (address: string): boolean => everywhere.some((each) => each === address);
// Link-local addresses (fe80::) work only together with the name of the link.
const isForOthers = (address: string): boolean => !isLoopback(address) && !/^fe[89ab]/i.test(address);

/** An address or a name in its canonical form in a URL. */
export const hostOf = (name: string): string =>
  URL.parse(`http://${isIP(name) === 6 ? `[${name}]` : name}`)?.hostname ?? name;

const bare = (host: string): string => host.replace(/^\[|\]$/g, "");
