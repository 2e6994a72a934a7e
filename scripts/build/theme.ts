import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { Header } from "../../src/content/release.ts";
import type { Site } from "../../src/content/site.ts";
import type { Theme } from "../../src/views/theme.ts";
import { digestOf } from "../base/digest.ts";
import { ContentError, isError, type Problem, shownPath } from "../base/problems.ts";
import { ownFile, readIfThere } from "../base/own-file.ts";
import type { Cache } from "../store/cache.ts";
import { linkColours } from "./accent.ts";
import { placeOfText, problemOfThrown, themePath } from "./places.ts";

/** The theme of the project in whose folder a command runs. */
export interface ThemeSource {
  /** The whole theme, bundled as for the worker, so that what runs there runs here too. */
  readonly module: URL;
  /** Of its code and of all that it imports, our views among it, which are others in another version. */
  readonly digest: string;
  /** Its files, by their paths from the working folder, that with the theme first. */
  readonly files: readonly string[];
}

/** What a theme was bundled from, by which it is known again. */
interface Known {
  readonly module: string;
  readonly digest: string;
  readonly inputs: Readonly<Record<string, string>>;
}

const ours = new URL("../../src/views/theme.ts", import.meta.url);

/** The module with the project's theme. */
export const themeFile = (): URL =>
  existsSync(themePath) ? pathToFileURL(resolve(themePath)) : new URL("./no-theme.ts", import.meta.url);

/** Bundles a theme, unless nothing has changed of what it was bundled from. Throws `ContentError` with what is wrong in it. */
export async function readTheme(cache: Cache, entry = themeFile()): Promise<ThemeSource> {
  const main = relative(".", fileURLToPath(entry));
  const key = digestOf(JSON.stringify(["theme", main]));
  const known = JSON.parse(cache.note(key) ?? "null") as Known | null;
  const isKnown = known !== null && existsSync(known.module) && (await areStill(known.inputs));
  const { module, digest, inputs } = isKnown ? known : await bundle(entry, cache.folder);
  if (!isKnown) cache.addNote(key, JSON.stringify({ module, digest, inputs } satisfies Known));
  return { module: pathToFileURL(module), digest, files: [main, ...Object.keys(inputs)] };
}

async function areStill(inputs: Known["inputs"]): Promise<boolean> {
  const now = await Promise.all(Object.keys(inputs).map(digestOfFile));
  return Object.values(inputs).every((digest, index) => digest === now[index]);
}

const digestOfFile = async (file: string): Promise<string> => digestOf((await readIfThere(file)) ?? "");

async function bundle(entry: URL, cache: string): Promise<Known> {
  // Its process takes longer to start than most builds need for the rest.
  const { bundled, entryOf } = await import("./bundle.ts");
  const folder = resolve(cache, "themes");
  const stdin = entryOf(
    "import { completed } from {}; import own from {}; export const theme = completed(own);",
    ours,
    entry,
  );
  // White space goes, and with it comments, which would say where the files are.
  const { code, inputs } = await bundled({ stdin, minifyWhitespace: true }, folder);
  const module = join(folder, `${digestOf(code)}.mjs`);
  mkdirSync(folder, { recursive: true });
  dropOld(folder);
  const draft = `${module}.${process.pid}`; // so that no other command imports half of it
  writeFileSync(draft, code);
  renameSync(draft, module);
  // What names in imports mean is said by the last two.
  const said = ["tsconfig.json", "package.json"].map((name) =>
    relative(".", fileURLToPath(new URL(`../${name}`, entry))),
  );
  const files = [...inputs, ...said];
  const digests = await Promise.all(files.map(async (file) => [file, await digestOfFile(file)]));
  return {
    module,
    digest: digestOf(code.replace(/\/\/# sourceMappingURL=.*$/m, "")),
    inputs: Object.fromEntries(digests) as Known["inputs"],
  };
}

/** Removes modules that no command can be about to import. */
function dropOld(folder: string): void {
  for (const name of readdirSync(folder)) {
    const file = join(folder, name);
    if (Date.now() - (statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0) > day) rmSync(file, { force: true });
  }
}

const day = 24 * 60 * 60 * 1000;

export const importTheme = async (module: URL): Promise<Theme> =>
  ((await import(module.href)) as { readonly theme: Theme }).theme;

export interface Style {
  /** As it goes into every page, and its digest for the Content-Security-Policy. */
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
  const base = readFileSync(new URL("../../src/views/style.css", import.meta.url), "utf8");
  const colours = accent === undefined ? "" : links(accent);
  const file = join(root, "style.css");
  const added = styleIn(root);
  const key = digestOf(JSON.stringify(["style", mode, base, colours, source.digest, added]));
  const known = cache.note(key);
  if (known !== undefined) return { style: withDigest(known), warnings: [] };
  const { minified } = await import("./bundle.ts");
  // Each by itself, so that what is open in one swallows nothing of the next.
  const [own, theirs, blogs] = await Promise.all([
    minified(mode === "replace" ? "" : base + colours, "src/views/style.css"),
    ofTheme(source).then((css) => minified(css, source.files[0] ?? "")),
    minified(added, file),
  ]);
  // Lines of the theme's style are not those of the file that it stands in.
  const inTheme = theirs.problems.map((problem) => {
    const place = problem.source === undefined ? undefined : placeOfText(problem.source, source.files);
    return place ? { ...problem, ...place, column: problem.column + place.column - 1 } : problem;
  });
  const problems = [...inTheme, ...blogs.problems];
  if (problems.some(isError)) throw new ContentError(problems);
  const text = inElement([own, theirs, blogs].map(({ css }) => css).join(""));
  if (problems.length === 0) cache.addNote(key, text); // else they would be told once
  return { style: withDigest(text), warnings: problems };
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

const withDigest = (text: string): Header["style"] => ({
  text,
  digest: createHash("sha256").update(text).digest("base64"),
});

/** The theme's style. Throws `ContentError` where its module throws. */
async function ofTheme({ module }: ThemeSource): Promise<string> {
  try {
    return (await importTheme(module)).style ?? "";
  } catch (error) {
    throw new ContentError([problemOf(error, module)]);
  }
}

/** What a theme's code throws, at its place in the theme. */
export function problemOf(error: unknown, module: URL): Problem {
  const file = fileURLToPath(module);
  const stack = error instanceof Error && error.stack !== undefined ? error.stack : String(error);
  return problemOfThrown(stack, { code: readFileSync(file, "utf8"), name: module.href, folder: dirname(file) });
}

/** Links in the site's own colour on screens, and as they are on paper: black. */
function links(accent: string): string {
  const { light, dark } = linkColours(accent);
  const rule = (colour: string): string => `{:root{--link:${colour};--underline:${colour}73}}`;
  return `@media screen${rule(light)}@media screen and (prefers-color-scheme:dark)${rule(dark)}`;
}

/**
 * The theme digest, of all that decides how a model looks: the theme with all that it imports, the settings and the
 * stylesheet. A page's validator is made of this and the model's key, so that a change of a view changes every page and no feed.
 */
export const themeDigest = (site: Site, style: Header["style"], { digest }: ThemeSource): string =>
  digestOf(JSON.stringify([digest, site, style.text])).slice(0, 16);
