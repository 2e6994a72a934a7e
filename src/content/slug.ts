/**
 * A tag's or author's part of a URL: lower case, spaces and slashes as hyphens, everything else kept, so that `C`,
 * `C++`, `C#`, `Łódź` and `日本語` all differ. Spellings that differ only by case or spacing share one.
 */
export function toSlug(name: string): string {
  return name.normalize("NFC").trim().toLowerCase().replace(/[\s/\\]+/gu, "-");
}

/** What is wrong with a slug that an author chose, as what was expected instead; undefined for a good one. */
export function slugProblem(slug: string): string | undefined {
  // "." and ".." are resolved away by every URL parser (WHATWG URL §4.5), a slash would leave the folder.
  if (/[/\\]/.test(slug) || slug === "." || slug === "..") return "a name without slashes, which stays in its folder";
  // oxlint-disable-next-line no-control-regex -- control characters are what is looked for
  if (/[\u0000-\u001f\u007f]/.test(slug)) return "a name without control characters";
  if (slug.trim() !== slug || slug === "") return "a name that neither is empty nor begins or ends with a space";
  return undefined;
}

/**
 * Percent-encodes one segment the way browsers send it (WHATWG URL, path percent-encode set) and no further, so that
 * the canonical form of a path is the one that a browser asks for. Lone surrogates become U+FFFD.
 */
function encodeSegment(segment: string): string {
  return encodeURI(segment.toWellFormed()).replace(/[#?/]/g, encodeURIComponent);
}

/** The path of a file in canonical form, from one in plain text: `/100%.txt` is `/100%25.txt`. */
export function encodePath(path: string): string {
  return path.split("/").map(encodeSegment).join("/");
}

/** A path in canonical form, from segments in plain text: `pathOf("tags", "C#")` is `/tags/C%23/`. */
export function pathOf(...segments: readonly string[]): string {
  return segments.length === 0 ? "/" : `/${segments.map(encodeSegment).join("/")}/`;
}

/** Whether a text can be an old path of the site, as an author writes it: no URL, no query, and no dots. */
export function isOldPath(text: string): boolean {
  // Programs resolve dots away before they ask (RFC 3986 §5.2.4), so nobody would come by such a path.
  return !/^\/\/|^[a-z]+:|[?#]|(^|\/)\.\.?(\/|$)/i.test(text);
}

/** The canonical form of a path as it was requested; undefined when its escapes are no UTF-8. */
export function canonicalPath(path: string): string | undefined {
  try {
    const segments = path.split("/").filter((segment) => segment !== "");
    if (segments.at(-1) === "index.html") segments.pop();
    const file = !path.endsWith("/") && (segments.at(-1)?.includes(".") ?? false);
    const encoded = segments.map((segment) => encodeSegment(decodeURIComponent(segment)));
    return encoded.length === 0 ? "/" : `/${encoded.join("/")}${file ? "" : "/"}`;
  } catch {
    return undefined; // decodeURIComponent throws on malformed escapes alone
  }
}
