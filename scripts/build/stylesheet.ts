import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Header, Sheet } from "../../src/content/release.ts";
import type { Site } from "../../src/content/site.ts";
import { digestOf } from "../base/digest.ts";
import { ownFile } from "../base/own-file.ts";
import { ContentError, isError, type Problem, shownPath } from "../base/problems.ts";
import { common } from "../base/program/common.ts";
import type { Cache } from "../store/cache.ts";
import { present } from "../base/record.ts";
import type { Minified } from "./bundle.ts";
import { linkColours } from "./accent.ts";
import { groundOf } from "./ground.ts";
import { placeOfText } from "./source-places.ts";
import { styleOf, type ThemeSource } from "./project-theme.ts";
import { withTypeface } from "./typeface.ts";

// In their order in the stylesheet: of rules that weigh the same the last counts.
const parts = [
  "paper",
  "frame",
  "lists",
  "search",
  "prose",
  "blocks",
  "code",
  "wide",
  "asides",
  "math",
  "languages",
  "media",
];
// What lighter forms leave out. What it is for, src/views/render.ts finds in a page.
const left = { all: [], rich: ["math", "search"], lean: ["math", "wide", "asides", "code"] };

/** The rules of our own, all or those that a lighter form has. */
export const ourRules = (form: keyof typeof left = "all"): string =>
  parts
    .filter((name) => !(left[form] as readonly string[]).includes(name))
    .map((name) => readFileSync(new URL(`../../src/views/style/${name}.css`, import.meta.url), "utf8"))
    .join("");

export interface Style {
  /** As it goes into pages, and its digests for the Content-Security-Policy. */
  readonly style: Header["style"];
  readonly warnings: readonly Problem[];
}

/**
 * The one stylesheet: ours with the site's colour, the theme's, and the blog's `style.css` in the content folder `root`, each of
 * which may override those before it. Throws `ContentError` with what is wrong in the last two.
 */
export async function readStyle(
  { accent, style: mode }: Pick<Site, "accent" | "style">,
  source: ThemeSource,
  { root, cache }: { readonly root: string; readonly cache: Cache },
): Promise<Style> {
  // Without ours there is nothing to leave out.
  const bases = mode === "replace" ? [""] : [ourRules(), ourRules("rich"), ourRules("lean")];
  const colours = accent === undefined ? "" : links(accent);
  const file = join(root, "style.css");
  const added = styleIn(root);
  const key = digestOf(JSON.stringify(["style", bases, colours, source.digest, added]));
  const known = cache.note(key);
  if (known !== undefined) return { style: sheets(known.split("\0")), warnings: [] };
  const css = await styleOf(source);
  // Each by itself, so that what is open in one swallows nothing of the next.
  const [theirs, blogs, ...ours] = await Promise.all([
    minified(css, source.files[0] ?? ""),
    minified(added, file),
    ...bases.map((base) => minifiedOurs(base === "" ? "" : base + colours, cache)),
  ]);
  // Lines of the style are not those of the theme's file: a place there is where the style up to it ends.
  const inTheme = theirs.problems.map((problem) => {
    const lines = css.split("\n").slice(0, problem.line);
    const line = (lines.pop() ?? "").slice(0, problem.column - 1);
    const before = [[...lines, line].join("\n"), line].filter((text) => text.trim() !== "");
    const ends = before.map((text) => new RegExp(`(?<=${RegExp.escape(text)})`));
    return { ...problem, ...placeOfText(ends, source.files) };
  });
  const problems = [...inTheme, ...blogs.problems];
  if (problems.some(isError)) throw new ContentError(problems);
  const texts = ours.map((own) => inElement([own, theirs, blogs].map((each) => each.css).join("")));
  if (problems.length === 0) cache.addNote(key, texts.join("\0")); // else they would be told once
  return { style: sheets(texts), warnings: problems };
}

/** Nothing of what is empty, as most themes and blogs have it, for which no process of esbuild's has to start. */
async function minified(css: string, file: string): Promise<Minified> {
  if (css === "") return { css, problems: [] };
  const bundle = await import("./bundle.ts");
  return bundle.minified(css, file);
}

/** Of what most blogs have alike. */
async function minifiedOurs(css: string, cache: Cache): Promise<Minified> {
  const notes = common ?? cache;
  const key = digestOf(JSON.stringify(["minified", css]));
  const known = notes.note(key);
  if (known !== undefined) return { css: known, problems: [] };
  const made = await minified(css, "src/views/style");
  notes.addNote(key, made.css);
  return made;
}

/** What pages contain: all rules, and lighter forms where there are any. None has a U+0000. */
function sheets([all = "", rich, lean]: readonly string[]): Header["style"] {
  const lighter =
    rich === undefined || lean === undefined ? undefined : { rich: withDigest(rich), lean: withDigest(lean) };
  return { ...withDigest(all), ...present({ lighter, ground: groundOf(all) }) };
}

/** The blog's own, or nothing. Throws `ContentError` where that is really elsewhere. */
function styleIn(root: string): string {
  const found = ownFile(root, "style.css");
  if (!found) return "";
  if ("real" in found) return readFileSync(found.real, "utf8");
  const file = shownPath(join(root, "style.css"));
  throw new ContentError([{ severity: "error", file, line: 1, column: 1, message: found.refused }]);
}

/** The same CSS as the text of an element, which would end at a `</style`, and would have no U+0000. esbuild sees to most of both. */
const inElement = (css: string): string => css.replace(/<\/(?=style)/gi, "<\\/").replaceAll("\0", "\ufffd");

function withDigest(css: string): Sheet {
  const text = withTypeface(css);
  return { text, digest: createHash("sha256").update(text).digest("base64") };
}

/** Links in the site's own colour on screens, and as they are on paper: black. */
function links(accent: string): string {
  const { light, dark } = linkColours(accent);
  const rule = (colour: string): string => `{:root{--link:${colour};--underline:${colour}73}}`;
  return `@media screen${rule(light)}@media screen and (prefers-color-scheme:dark)${rule(dark)}`;
}
