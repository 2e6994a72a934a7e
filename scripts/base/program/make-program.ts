import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join, resolve, sep } from "node:path";
import { pathToFileURL } from "node:url";
import { build as bundle, type Plugin } from "esbuild";
import { filesBelow } from "../files-below.ts";

/** Commands and the threads that they start, as one script. */
export interface MadeProgram {
  /** A function of `module`, `require` and what the program is given. It exports `entries`, by their files' names. */
  readonly script: string;
  /** Its source map, which has sources by their paths. */
  readonly map: string;
  /** What it was made of, and all other modules and data of ours. */
  readonly files: readonly string[];
}

// With native code or WebAssembly.
const apart = ["esbuild", "sharp", "wawoff2", "wrangler"];
// HarfBuzz's module waits at its top, as a script can't.
const threadApart = "card-thread";
// A name that no module has for anything else.
const parameter = "foreEdgeProgram";

/**
 * Makes one script of commands, whose modules are in `scripts/` below a folder, and of all that they import. Node finds, reads,
 * links and compiles some three hundred modules for a build otherwise, in each of its threads, and keeps of compiled code only
 * what runs when a module is loaded.
 */
export async function makeProgram(folder: string, commands: readonly string[]): Promise<MadeProgram> {
  const ending = existsSync(join(folder, "scripts/build.ts")) ? ".ts" : ".js";
  const scripts = filesBelow(join(folder, "scripts"));
  const threads = scripts.filter((name) => name.endsWith(`-thread${ending}`) && nameOf(name) !== threadApart);
  const names = [...commands.map((name) => name + ending), ...threads];
  const entries = names.map((name) => `${JSON.stringify(nameOf(name))}: () => import("./scripts/${name}"),\n`);
  const sources = ["scripts", "src"].flatMap((room) =>
    filesBelow(join(folder, room)).map((name) => join(folder, room, name)),
  );
  const { outputFiles, metafile } = await bundle({
    stdin: { contents: `export const entries = {\n${entries.join("")}};\n`, resolveDir: folder },
    bundle: true,
    platform: "node",
    target: "node24",
    format: "cjs",
    define: { "import.meta.program": parameter, "import.meta.resolve": `${parameter}.resolve` },
    banner: { js: `(function (module, require, ${parameter}) { "use strict";` },
    // With a digest of all sources, so that notes of what was made of any of them are another program's when it changes.
    footer: { js: `}) // ${digestOfAll(sources)}` },
    minifyWhitespace: true,
    supported: { "dynamic-import": false },
    external: apart,
    plugins: [read(folder), unused],
    absWorkingDir: folder,
    outfile: "program.js",
    sourcemap: "external",
    sourcesContent: false,
    sourceRoot: join(folder, sep),
    metafile: true,
    write: false,
    logLevel: "silent",
  });
  const [script = "", map = ""] = [".js", ".map"].map(
    (end) => outputFiles.find(({ path }) => path.endsWith(end))?.text ?? "",
  );
  const inputs = Object.keys(metafile.inputs).filter(
    (name) => name !== "<stdin>" && !name.startsWith(`${unused.name}:`),
  );
  return { script, map, files: [...new Set([...inputs.map((name) => resolve(folder, name)), ...sources])] };
}

function digestOfAll(files: readonly string[]): string {
  const hash = createHash("sha256");
  for (const file of files) hash.update(readFileSync(file));
  return hash.digest("hex");
}

/** A module's name without its folder and what it ends with, as `new URL` has it in its last part. */
const nameOf = (file: string): string => file.replace(/^.*[\\/]|\.[jt]s$/g, "");

const read = (folder: string): Plugin => ({
  name: "read",
  setup(build) {
    build.onLoad({ filter: /\.[cm]?[jt]s$/ }, ({ path }) => {
      const code = readFileSync(path, "utf8");
      const isOurs = path.startsWith(join(folder, sep)) && !path.includes(`${sep}node_modules${sep}`, folder.length);
      return { contents: inAscii(isOurs ? placed(code, path) : code), loader: path.endsWith("ts") ? "ts" : "js" };
    });
  },
});

/** A module of ours says by `import.meta.url` where data and threads are beside it. That stays so. */
const placed = (code: string, path: string): string =>
  code
    .replaceAll("import.meta.url", () => JSON.stringify(pathToFileURL(path).href))
    .replaceAll("import.meta.dirname", () => JSON.stringify(dirname(path)));

/**
 * A script that is all ASCII takes V8 half the room and a fifth of the time to read. esbuild writes strings so, but neither regular expressions nor
 * raw text, which stays as it is. In the others "\\é" means "é".
 */
const inAscii = (code: string): string =>
  code.replace(/String\.raw\s*`(?:[^`\\]|\\[^])*`|\\[\0-\x7f\s]|\\?[^\0-\x7f\s]/g, (found) => {
    const unit = found.charCodeAt(found.length - 1);
    return unit < 0x80 || /\s$/.test(found) ? found : `\\u${unit.toString(16).padStart(4, "0")}`;
  });

/** gray-matter loads js-yaml, and that loads esprima, which takes 14 ms in each thread. Neither is ever called: it is given readers of ours. */
const unused: Plugin = {
  name: "unused",
  setup(build) {
    const namespace = unused.name;
    build.onResolve({ filter: /^js-yaml$/ }, ({ path }) => ({ path, namespace }));
    build.onLoad({ filter: /^/, namespace }, () => ({
      contents: 'exports.safeLoad = exports.safeDump = () => { throw new Error("js-yaml is not in the program"); };',
    }));
  },
};
