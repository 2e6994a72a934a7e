import { type Fields, reader, record } from "../fields.ts";
import { canonicalPath } from "../../../src/content/slug.ts";
import { readOldPath } from "../slug-problem.ts";

/** An old path that belongs to no article, and where it leads. */
export interface Redirect {
  /** The old path as `site.yaml` has it. */
  readonly name: string;
  /** The old path in canonical form. */
  readonly path: string;
  /** A path of this site, perhaps with a query and a fragment, or a URL elsewhere. */
  readonly to: string;
}

/** Reads the redirects of a site at `origin`. */
export function parseRedirects(fields: Fields, origin: string): Redirect[] {
  return fields.names.flatMap((name) => {
    const read = readOldPath(name);
    if (!("path" in read)) {
      const expected = `an old path of this site such as /category/rust/${read.cure}`;
      fields.errorOfName(name, `redirects has "${name}", expected ${expected}`);
    }
    const to = fields.required(name, destination(origin), place);
    return !("path" in read) || to === undefined ? [] : [{ name, path: read.path, to }];
  });
}

/** What is expected on the right. */
const place = "a path such as /archive/ or a URL";

const destination = (origin: string) =>
  reader<string>({ type: ["string"], pattern: "^(/(?!/)|[hH][tT][tT][pP])" }, (value, wrong) => {
    const url = typeof value === "string" && /^(\/(?!\/)|https?:)/i.test(value) ? URL.parse(value, origin) : null;
    if (!url) return wrong(place);
    if (url.origin !== origin) return url.href;
    if (canonicalPath(url.pathname) === undefined) return wrong(`${place}, with escapes that are UTF-8`);
    return url.pathname + url.search + url.hash;
  });

export const redirects = record(`old paths, each with ${place}, such as /post/: /archive/`, {
  additionalProperties: destination("https://blog.example").schema,
});
