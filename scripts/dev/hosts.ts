import type { IncomingHttpHeaders } from "node:http";
import { lookup } from "node:dns/promises";
import { isIP } from "node:net";
import { networkInterfaces } from "node:os";
import { Failure } from "../base/failure.ts";

const loopback = ["127.0.0.1", "::1"] as const;
const everywhere = ["0.0.0.0", "::"] as const;

/**
 * Where the server is to be reached, and by which names. Any page in the world may send a browser here under a name of its
 * own, so only names that the author gave are answered. An address in the place of a name is no way for that.
 */
export class Hosts {
  /** The addresses to listen on. */
  readonly addresses: readonly string[];
  /** What others can reach the server by: addresses, and names that lead to one of them. */
  readonly reached: readonly string[];
  /** Names by which no address of this machine is reached, such as those of tunnels. */
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

  /** Throws `Failure` for an address that is none of this machine. */
  static async of(names: readonly string[]): Promise<Hosts> {
    return new Hosts(await Promise.all(names.map(resolved)));
  }

  /** Whether a request for this `Host` is for us, at whatever port. */
  has(host: string | undefined): boolean {
    if (host === undefined || /[/?#@\\]/.test(host)) return false;
    const name = URL.parse(`http://${host}`)?.hostname.replace(/\.$/, "");
    if (name === undefined) return false;
    if (isLocal(name) || this.#known.has(name)) return true;
    return this.#isEverywhere && isIP(bare(name)) !== 0;
  }

  /** Whether it is a page of ours that opens a connection; a browser says which page it is. */
  isOwnPage({ origin = "", host }: IncomingHttpHeaders): boolean {
    return this.has(host) && URL.parse(origin)?.host === host;
  }
}

interface Named {
  readonly name: string;
  /** Those of this machine; none for a name that leads elsewhere. */
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

// Browsers take every name below "localhost" for this machine, without asking anybody.
const isLocal = (name: string): boolean =>
  name === "localhost" || name.endsWith(".localhost") || isLoopback(bare(name));

const addressesHere = (): ReadonlySet<string> =>
  new Set(Object.values(networkInterfaces()).flatMap((each = []) => each.map(({ address }) => address)));

const isLoopback = (address: string): boolean => address === "::1" || /^127\.[\d.]+$/.test(address);
const isUnspecified = (address: string): boolean => everywhere.some((each) => each === address);
// Addresses of one link (fe80::) count only together with the name of that link.
const isForOthers = (address: string): boolean => !isLoopback(address) && !/^fe[89ab]/i.test(address);

/** An address or a name as it stands in a URL, in its one spelling. */
export const hostOf = (name: string): string =>
  URL.parse(`http://${isIP(name) === 6 ? `[${name}]` : name}`)?.hostname ?? name;

const bare = (host: string): string => host.replace(/^\[|\]$/g, "");
