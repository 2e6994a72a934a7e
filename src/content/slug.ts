/**
 * A tag's or author's part of a URL: lower case, spaces and slashes as hyphens, everything else kept, so that `C`,
 * `C++`, `C#`, `Łódź` and `日本語` all differ. Spellings that differ only by case or spacing share one.
 */
export function toSlug(name: string): string {
  // Composed last: the small letter of "J̌" is one character, the capital is two.
  return name
    .trim()
    .toLowerCase()
    .replace(/[\s/\\]+/gu, "-")
    .normalize("NFC");
}

/**
 * Percent-encodes one segment the way browsers send it (WHATWG URL, path percent-encode set) and no further, so that
 * the canonical form of a path is the one that a browser asks for. Lone surrogates become U+FFFD.
 */
const encodeSegment = (segment: string): string =>
  encodeURI(segment.toWellFormed()).replace(/[#?/]/g, encodeURIComponent);

/** The path of a file in canonical form, from one in plain text: `/100%.txt` is `/100%25.txt`. */
export const encodePath = (path: string): string => path.split("/").map(encodeSegment).join("/");

/** A path in canonical form, from segments in plain text: `pathOf("tags", "C#")` is `/tags/C%23/`. */
export const pathOf = (...segments: readonly string[]): string =>
  `/${segments.map((segment) => `${encodeSegment(segment)}/`).join("")}`;

/** The path of an article's Markdown: `/posts/hello/` has it at `/posts/hello.md`. */
export const sourceOf = (path: string): string => `${path.slice(0, -1)}.md`;

/**
 * The canonical form of a path as it was requested; undefined when its escapes are not UTF-8. Letters are composed (NFC), as
 * in all slugs: a path that was copied from the file's name on macOS has their accents apart.
 */
export function canonicalPath(path: string): string | undefined {
  try {
    const segments = path.split("/").filter((segment) => segment !== "");
    if (segments.at(-1) === "index.html") segments.pop();
    const file = !path.endsWith("/") && (segments.at(-1)?.includes(".") ?? false);
    const encoded = segments.map((segment) => encodeSegment(decodeURIComponent(segment).normalize("NFC")));
    return encoded.length === 0 ? "/" : `/${encoded.join("/")}${file ? "" : "/"}`;
  } catch {
    return undefined; // decodeURIComponent throws on malformed escapes alone
  }
}
