import { createHash } from "node:crypto";
import { copyFileSync, mkdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The family of titles as stylesheets name it. */
const family = "Literata Titles";

/**
 * Its files, by the code points for which browsers fetch them. Where two claim the same one the later is asked, so a range
 * may be wider than what its file draws beyond the others.
 */
const ranges = {
  "latin-ext": "U+100-2FF,U+1E00-1EFF",
  vietnamese: "U+1A0-1B0,U+300-323,U+1EA0-1EF9",
  greek: "U+370-3FF",
  cyrillic: "U+400-52F,U+2116",
  latin: "U+0-FF,U+131,U+152-153,U+2010-2044,U+20AC,U+2122,U+2190-2193,U+2212",
};

const fileOf = (name: string): string => fileURLToPath(new URL(`../../src/views/fonts/${name}.woff2`, import.meta.url));

// One for all: they change together, and in a page each digit counts, since nothing compresses it.
const hash = createHash("sha256");
for (const name of Object.keys(ranges)) hash.update(readFileSync(fileOf(name)));
const digest = hash.digest("hex").slice(0, 12);

const files = Object.entries(ranges).map(([name, range]) => ({
  file: fileOf(name),
  range,
  path: `/type/${digest}/${name}.woff2`,
}));

/**
 * What makes the family known to browsers, which fetch a file where a title needs it. Nobody waits for it, and nothing
 * moves when it comes: a page that was faster is shown in another typeface, and the next one has it.
 */
const rules = files
  .map(
    ({ path, range }) =>
      `@font-face{font-family:${family};src:url(${path});font-display:optional;unicode-range:${range}}`,
  )
  .join("");

/** A stylesheet with the family, if it names that. */
export const withTypeface = (css: string): string => (css.includes(family) ? rules + css : css);

/** Puts the files that a stylesheet names among the assets. */
export function copyTypeface(css: string, assets: string): void {
  for (const { file, path } of files) {
    if (!css.includes(path)) continue;
    const target = join(assets, path);
    mkdirSync(dirname(target), { recursive: true });
    copyFileSync(file, target);
  }
}
