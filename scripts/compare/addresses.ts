import { existsSync, readFileSync, statSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { decodeXML } from "entities";
import { filesBelow } from "../base/files-below.ts";
import { Failure } from "../base/failure.ts";

/** Milliseconds that a server has for one sitemap. */
const patience = 20_000;

// A sitemap has at most 50,000 addresses (https://www.sitemaps.org/protocol.html); an index has others, which an index can't have.
const mostSitemaps = 500;

// What only the old pages themselves, or their host, asked for.
const ofTheme = /\.(css|m?js|map|woff2?|ttf|otf|eot)$/i;
const ofHost = /^(CNAME|_redirects|_headers)$|(^|\/)404\.html$/;

/** The old addresses: paths, each once, in the order in which they were found. */
export interface OldAddresses {
  /** Where they are from, for people. */
  readonly from: string;
  readonly paths: readonly string[];
}

/**
 * Reads old addresses from a folder of HTML, a sitemap or a list with one address a line, in a file or at a URL. At the URL of a site its sitemap is
 * looked for. Throws `Failure` where there are none.
 */
export async function readAddresses(where: string): Promise<OldAddresses> {
  if (/^https?:\/\//i.test(where)) return fromWeb(where);
  if (!existsSync(where))
    throw new Failure(`${where} does not exist, expected a sitemap, a list of addresses, a folder of HTML or a URL`);
  if (statSync(where).isDirectory())
    return { from: where, paths: filesBelow(where, (file) => ofTheme.test(file) || ofHost.test(file)).map(pathOfFile) };
  const paths = pathsIn(await allIn(textOf(readFileSync(where)), fetched));
  if (paths.length === 0) throw new Failure(`${where} has no addresses, expected a sitemap, or one address a line`);
  return { from: where, paths };
}

/** The path at which a host serves a file: `/about/` for `about/index.html`. */
export const pathOfFile = (file: string): string =>
  `/${file
    .replace(/(^|\/)index\.html?$/i, "$1")
    .split("/")
    .map(encodeURIComponent)
    .join("/")}`;

async function fromWeb(address: string): Promise<OldAddresses> {
  const { pathname, origin } = new URL(address);
  const isFile = /\.(xml|txt)(\.gz)?$/i.test(pathname);
  const base = address.replace(/[?#].*$/, "").replace(/\/?$/, "/");
  const places = isFile
    ? [address]
    : [`${base}sitemap.xml`, ...(await named(origin)), `${base}sitemap_index.xml`, `${base}sitemap-index.xml`];
  let refusal = "";
  for (const place of new Set(places)) {
    try {
      const paths = pathsIn(await allIn(await fetched(place), fetched));
      if (paths.length > 0) return { from: place, paths };
      refusal ||= `${place} has no addresses`;
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      refusal ||= error.message;
    }
  }
  throw new Failure(`${refusal}; save the sitemap, or a list with one address a line, and give it with --compare FILE`);
}

/** Sitemaps that a site names in its robots.txt. */
async function named(origin: string): Promise<string[]> {
  const text = await fetched(`${origin}/robots.txt`).catch(() => "");
  return [...text.matchAll(/^\s*sitemap:\s*(\S+)/gim)]
    .map(([, place]) => URL.parse(place ?? "", origin)?.href ?? "")
    .filter((place) => place !== "");
}

async function fetched(place: string): Promise<string> {
  try {
    const answer = await fetch(place, { signal: AbortSignal.timeout(patience) });
    if (answer.ok) return textOf(Buffer.from(await answer.arrayBuffer()));
    throw new Failure(`${place} answers ${answer.status}`);
  } catch (error) {
    if (error instanceof Failure) throw error;
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    const reason = cause instanceof Error && "code" in cause ? String(cause.code) : String(cause);
    throw new Failure(`${place} can't be fetched (${reason})`);
  }
}

const textOf = (bytes: Buffer): string =>
  (bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes) : bytes).toString("utf8");

/** A sitemap with those that it refers to. */
async function allIn(text: string, read: (place: string) => Promise<string>): Promise<string[]> {
  if (!/<sitemapindex[\s>]/.test(text)) return [text];
  const texts: string[] = [];
  for (const place of locations(text).slice(0, mostSitemaps))
    texts.push(...(await allIn((await read(place)).replace("<sitemapindex", "<nested"), read)));
  return texts;
}

const locations = (text: string): string[] =>
  [...text.matchAll(/<loc>\s*(?:<!\[CDATA\[)?([^<\]]+?)(?:\]\]>)?\s*<\/loc>/g)].map(([, place]) =>
    decodeXML(place ?? "").trim(),
  );

/** The paths in sitemaps, or in lists: one address or path a line, `#` for remarks. */
function pathsIn(texts: readonly string[]): string[] {
  const found = texts.flatMap((text) =>
    /<(urlset|sitemapindex|nested)[\s>]/.test(text)
      ? locations(text)
      : text.split(/\r?\n/).map((line) => line.trim().replace(/^#.*$/, "").split(/\s/)[0] ?? ""),
  );
  const paths = found.map((place) =>
    place.startsWith("/") ? place.replace(/[?#].*$/, "") : (URL.parse(place)?.pathname ?? ""),
  );
  return [...new Set(paths.filter((path) => path !== ""))];
}
