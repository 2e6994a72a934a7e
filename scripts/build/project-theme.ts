import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { inspect } from "node:util";
import type { OwnTheme, Theme } from "../../src/views/default-theme.ts";
import type { Bundle } from "./bundle.ts";
import { digestOf } from "../base/digest.ts";
import { ContentError, type Problem } from "../base/problems.ts";
import { readIfThere } from "../base/own-file.ts";
import { common } from "../base/program/common.ts";
import { importModule } from "../base/program/import-module.ts";
import type { Cache } from "../store/cache.ts";
import { writeWhole } from "../store/kept-files.ts";
import { mapMarker, placeOfText, problemOfThrown, themePath } from "./source-places.ts";

/** The theme of the project in whose folder a command runs. */
export interface ThemeSource {
  /** The whole theme, bundled as for the worker, so that what runs there runs here too. */
  readonly module: URL;
  /** Of its code and of all that it imports, our views among it, which are others in another version. */
  readonly digest: string;
  /** Its files, by their paths from the working folder, that with the theme first. */
  readonly files: readonly string[];
}

/** What a theme was bundled from, to recognise it by. */
interface Known {
  readonly module: string;
  readonly digest: string;
  readonly inputs: Readonly<Record<string, string>>;
}

const ours = new URL("../../src/views/default-theme.ts", import.meta.url);

/** What a bundle exports. The cache may have one of an engine that had another. */
const exported = "export { completed } from {}; export { default as own } from {};";

const noTheme = new URL("./no-theme.ts", import.meta.url);

/** The module with the project's theme. */
export const themeFile = (): URL => (existsSync(themePath) ? pathToFileURL(resolve(themePath)) : noTheme);

/** Bundles a theme, unless nothing has changed of what it was bundled from. Throws `ContentError` with what is wrong in it. */
export async function readTheme(cache: Cache, entry = themeFile()): Promise<ThemeSource> {
  const main = relative(".", fileURLToPath(entry));
  const key = digestOf(JSON.stringify(["theme", exported, main]));
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
  const folder = resolve(cache, "themes");
  const { code, inputs } = await (entry === noTheme ? bundledOurs(folder) : bundledCode(entry, folder));
  const name = `${digestOf(code)}.mjs`;
  const module = join(folder, name);
  mkdirSync(folder, { recursive: true });
  dropOld(folder);
  writeWhole(folder, name, code); // no other command imports half of it
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

async function bundledCode(entry: URL, folder: string): Promise<Bundle> {
  // Its process takes longer to start than most builds need for the rest.
  const { bundled, entryOf } = await import("./bundle.ts");
  const stdin = entryOf(exported, ours, entry);
  // White space goes, and with it comments, which would say where the files are.
  return bundled({ stdin, minifyWhitespace: true }, folder);
}

/** The same for a project without a theme, unless another blog has had it. */
async function bundledOurs(folder: string): Promise<Bundle> {
  if (!common) return bundledCode(noTheme, folder);
  const key = `theme ${exported}`;
  const known = common.note(key);
  if (known !== undefined)
    return withPaths(JSON.parse(known) as Bundle, slashed(relative, folder), slashed(relative, "."));
  const made = await bundledCode(noTheme, folder);
  common.addNote(key, JSON.stringify(withPaths(made, slashed(resolve, folder), slashed(resolve, "."))));
  return made;
}

const slashed =
  (change: (from: string, to: string) => string, from: string) =>
  (to: string): string =>
    change(from, to).split(sep).join("/");

/** A bundle with other paths of its sources and inputs. */
function withPaths(
  { code, inputs }: Bundle,
  sourceOf: (path: string) => string,
  inputOf: (path: string) => string,
): Bundle {
  const [text = "", map = ""] = code.split(mapMarker);
  const { sources, ...rest } = JSON.parse(Buffer.from(map, "base64").toString()) as {
    readonly sources: readonly string[];
  };
  const payload = JSON.stringify({ ...rest, sources: sources.map(sourceOf) });
  return { code: `${text}${mapMarker}${Buffer.from(payload).toString("base64")}\n`, inputs: inputs.map(inputOf) };
}

/** Removes modules that no command can be about to import. */
function dropOld(folder: string): void {
  for (const name of readdirSync(folder)) {
    const file = join(folder, name);
    if (Date.now() - (statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0) > day) rmSync(file, { force: true });
  }
}

const day = 24 * 60 * 60 * 1000;

export async function importTheme(module: URL): Promise<Theme> {
  const { completed, own } = await parts(module);
  return completed(own);
}

/** Its style. Throws `ContentError` where its module throws, or has another value than a theme. */
export async function styleOf({ module, files }: ThemeSource): Promise<string> {
  const { own } = await parts(module).catch((error: unknown) => {
    throw new ContentError([problemOf(error, module)]);
  });
  const wrong = problemIn(own);
  if (wrong === undefined) return own.style ?? "";
  const place = placeOfText(["export default"], files.slice(0, 1)) ?? { file: themePath, line: 1, column: 1 };
  throw new ContentError([{ severity: "error", ...place, message: wrong }]);
}

type Parts = { readonly completed: (own: OwnTheme) => Theme; readonly own: OwnTheme };

const parts = async (module: URL): Promise<Parts> => (await importModule(module)) as Parts;

/** Types say the same, but a build does not check them. */
function problemIn(own: unknown): string | undefined {
  if (typeof own !== "object" || own === null || Array.isArray(own))
    return `the default export is ${nameOf(own)}, expected a theme: an object that may have "views" and "style"`;
  const { views = {}, style = "" }: { readonly views?: unknown; readonly style?: unknown } = own;
  if (typeof views !== "object" || views === null)
    return `"views" is ${nameOf(views)}, expected an object with a function for each view`;
  const [name, view] = Object.entries(views).find(([, each]) => typeof each !== "function") ?? [];
  if (name !== undefined)
    return `the view "${name}" is ${nameOf(view)}, expected a function; leave it out to have the engine's`;
  return typeof style === "string" ? undefined : `"style" is ${nameOf(style)}, expected CSS as text`;
}

const nameOf = (value: unknown): string => inspect(value, { depth: 0, breakLength: Infinity });

/** What a theme's code throws, at its place in the theme. */
export function problemOf(error: unknown, module: URL): Problem {
  const file = fileURLToPath(module);
  const stack = error instanceof Error && error.stack !== undefined ? error.stack : String(error);
  return problemOfThrown(stack, { code: readFileSync(file, "utf8"), name: module.href, folder: dirname(file) });
}
