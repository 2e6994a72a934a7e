import { decodeXML } from "entities";
import { Failure } from "../../base/failure.ts";
import { parallel } from "../../base/parallel.ts";

/** What a path of the live site answers with; undefined for what is not there. Rejects when the site can't be asked. */
export type Get = (path: string) => Promise<Buffer | undefined>;

// As many as a browser opens to one host.
export const atOnce = 6;

const patience = 30_000; // milliseconds

/** Asks a site by its address. What fails is tried once more, since a restoration asks thousands of times. */
export function siteAt(address: string): Get {
  const ask = async (path: string): Promise<Buffer | undefined> => {
    const answer = await fetch(new URL(path, address), { signal: AbortSignal.timeout(patience) });
    if (answer.status === 404 || answer.status === 410) {
      await answer.body?.cancel();
      return undefined;
    }
    if (!answer.ok) throw new Error(`it answers ${answer.status}`);
    return Buffer.from(await answer.arrayBuffer());
  };
  return async (path) => {
    try {
      return await ask(path).catch(() => ask(path));
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      throw new Failure(`${new URL(path, address).href} can't be read: ${why}; run it again once the site answers`);
    }
  };
}

export const textAt = async (get: Get, path: string): Promise<string | undefined> =>
  (await get(path))?.toString("utf8");

/** The site's own address, and the paths of all pages that its sitemap names. */
export async function sitemapOf(get: Get): Promise<{ readonly origin: string; readonly paths: readonly string[] }> {
  const index = await textAt(get, "/sitemap.xml");
  const [first, ...more] = locationsIn(index ?? "");
  if (first === undefined)
    throw new Failure("the site has no /sitemap.xml that names its pages, expected the address of a blog of fore-edge");
  const { origin } = new URL(first);
  const parts = await parallel([first, ...more], atOnce, (part) => textAt(get, new URL(part).pathname));
  const pages = parts.flatMap((part) => locationsIn(part ?? ""));
  return {
    origin,
    paths: pages.filter((page) => URL.parse(page)?.origin === origin).map((page) => new URL(page).pathname),
  };
}

const locationsIn = (xml: string): string[] =>
  Array.from(xml.matchAll(/<loc>([^<]*)<\/loc>/g), ([, text = ""]) => decodeXML(text).trim());
