import { Fields, formed, type Reader, reader, type Report } from "./fields.ts";
import { canonicalPath } from "../../src/content/slug.ts";
import { readOldPath } from "./slug-problem.ts";

/** An old path that belongs to no article, and where it leads. */
export interface Redirect {
  /** The old path as `site.yaml` has it. */
  readonly name: string;
  /** The old path in canonical form. */
  readonly path: string;
  /** A path of this site, perhaps with a query and a fragment, or the URL of a place elsewhere. */
  readonly to: string;
}

/** Reads the redirects of a site at `origin`; undefined when an error was reported. */
export function parseRedirects(
  record: Readonly<Record<string, unknown>>,
  origin: string,
  report: Report,
): Redirect[] | undefined {
  const fields = new Fields(record, report, ["redirects"]);
  const redirects = Object.keys(record).flatMap((name) => {
    const read = readOldPath(name);
    if (!("path" in read))
      fields.errorOfName(
        name,
        `redirects has "${name}", expected an old path of this site such as /category/rust/${read.cure}`,
      );
    const to = fields.required(name, destination(origin), place);
    return !("path" in read) || to === undefined ? [] : [{ name, path: read.path, to }];
  });
  return fields.failed ? undefined : redirects;
}

/** What stands on the right. */
export const place = "a path such as /archive/ or a URL";

export const destination = (origin: string): Reader<string> =>
  reader({ type: ["string"], ...formed("^(/(?!/)|[hH][tT][tT][pP][sS]?:)", place) }, (value) => {
    const url = typeof value === "string" && /^(\/(?!\/)|https?:)/i.test(value) ? URL.parse(value, origin) : null;
    if (!url) return { expected: place };
    if (url.origin !== origin) return { value: url.href };
    if (canonicalPath(url.pathname) === undefined) return { expected: `${place}, with escapes that are UTF-8` };
    return { value: url.pathname + url.search + url.hash };
  });
