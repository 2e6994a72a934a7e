import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import type { Header } from "../../src/content/release.ts";
import type { Site } from "../../src/content/site.ts";
import { type Theme, theme } from "../../src/views/theme.ts";
import { codeDigest } from "../base/code-digest.ts";
import { digestOf } from "../base/digest.ts";
import { readIfThere } from "../base/own-file.ts";
import type { Cache } from "../store/cache.ts";
import { linkColours } from "./accent.ts";

/** The theme of the project in whose folder a command runs. */
export interface ThemeSource {
  /** `src/theme.ts`, or ours where the project has none. */
  readonly module: URL;
  /** Digest of its code, of all that it imports, and of our views, which are others in another version. */
  readonly digest: string;
}

const ours = new URL("../../src/theme.ts", import.meta.url);
const views = new URL("../../src/views/theme.ts", import.meta.url);

export function themeSource(file = resolve("src/theme.ts")): ThemeSource {
  const module = existsSync(file) ? pathToFileURL(file) : ours;
  return { module, digest: digestOf(codeDigest(module) + codeDigest(views)) };
}

/** A module with the whole theme, bundled as for the worker, so that what runs there runs here too. */
export async function themeModule({ module, digest }: ThemeSource, folder: string): Promise<URL> {
  if (module === ours) return ours;
  const file = join(resolve(folder), "themes", `${digest}.mjs`);
  if (!existsSync(file)) {
    const { bundled, entryOf } = await import("./bundle.ts");
    const code = "import { completed } from {}; import own from {}; export const theme = completed(own);";
    const text = await bundled({ stdin: entryOf(code, views, module) });
    mkdirSync(join(file, ".."), { recursive: true });
    writeFileSync(file, text);
  }
  return pathToFileURL(file);
}

export const importTheme = async (module: URL): Promise<Theme> =>
  module.href === ours.href ? theme : ((await import(module.href)) as { readonly theme: Theme }).theme;

/**
 * The stylesheet as it goes into every page, and its digest for the Content-Security-Policy: ours with the site's colour,
 * the theme's, and the blog's `style.css` in the content folder `root`, each of which may override those before it.
 */
export async function readStyle(
  { accent, style: mode }: Pick<Site, "accent" | "style">,
  source: ThemeSource,
  { root, cache }: { readonly root: string; readonly cache: Cache },
): Promise<Header["style"]> {
  const base = readFileSync(new URL("../../src/views/style.css", import.meta.url), "utf8");
  const colours = accent === undefined ? "" : links(accent);
  const added = (await readIfThere(join(root, "style.css")))?.toString() ?? "";
  const key = digestOf(JSON.stringify(["style", mode, base, colours, source.digest, added]));
  const known = cache.note(key);
  const text =
    known ?? (await minified(mode === "replace" ? [] : [base + colours, await ofTheme(source, cache.folder)], added));
  if (known === undefined) cache.addNote(key, text);
  return { text, digest: createHash("sha256").update(text).digest("base64") };
}

const ofTheme = async (source: ThemeSource, folder: string): Promise<string> =>
  (await importTheme(await themeModule(source, folder))).style ?? "";

/** Links in the site's own colour on screens, and as they are on paper: black. */
function links(accent: string): string {
  const { light, dark } = linkColours(accent);
  const rule = (colour: string): string => `{:root{--link:${colour};--underline:${colour}73}}`;
  return `@media screen${rule(light)}@media screen and (prefers-color-scheme:dark)${rule(dark)}`;
}

/** Each by itself, so that what is open in one swallows nothing of the next. */
async function minified(ours: readonly string[], added: string): Promise<string> {
  // Its process takes longer to start than most builds need for the rest.
  const { transform } = await import("esbuild");
  const { orProblems } = await import("./bundle.ts");
  const minify = async (css: string, sourcefile: string): Promise<string> => {
    const options = { loader: "css", minify: true, target: "es2022", sourcefile, logLevel: "silent" } as const;
    return (await orProblems(transform(css, options))).code;
  };
  const texts = await Promise.all([
    ...ours.map((css) => minify(css, "src/theme.ts")),
    minify(added, "content/style.css"),
  ]);
  return texts.map((text) => text.trim()).join("");
}

/**
 * The theme digest, of all that decides how a model looks: the theme with all that it imports, the settings and the
 * stylesheet. A page's validator is made of this and the model's key, so that a change of a view changes every page and no feed.
 */
export const themeDigest = (site: Site, style: Header["style"], { digest }: ThemeSource): string =>
  digestOf(JSON.stringify([digest, site, style.text])).slice(0, 16);
