import { createHash } from "node:crypto";
import {
  accessSync,
  constants,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { createRequire, SourceMap } from "node:module";
import { basename, dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { Script } from "node:vm";
import { isMainThread, threadId, Worker } from "node:worker_threads";
// What follows is imported for nothing but to be there: Node has its own modules compiled for a V8 without flags, and those that
// are loaded after one is set are compiled again.
import "node:child_process";
import "node:events";
import "node:fs/promises";
import "node:net";
import "node:os";
import "node:perf_hooks";
import "node:sqlite";
import "node:timers/promises";
import "node:util";
import "node:zlib";

// Commands that build are made of hundreds of modules, which Node finds, reads and links each time, and of whose compiled code it
// keeps only what runs as they are loaded. So they and their threads are made into one script, the program, and what V8
// compiled of it in one run is there in the next.

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const day = 24 * 60 * 60 * 1000;

/**
 * The program of the commands whose modules are below a folder, kept in another, and made anew when one of them has changed. Undefined
 * when it cannot be made, as of sources with an error, or be kept.
 */
export async function folderOf(sources, folder, commands) {
  return known(folder) ?? (await make(sources, folder, commands).catch(() => undefined));
}

function known(folder) {
  try {
    const { name, stamps } = JSON.parse(readFileSync(join(folder, "program.json"), "utf8"));
    const isFresh = Object.entries(stamps).every(([file, stamp]) => stampOf(file) === stamp);
    return isFresh && existsSync(join(folder, name, "program.js")) ? join(folder, name) : undefined;
  } catch {
    return undefined; // a module or the program is not there
  }
}

/** Tells a file from another in its place. npm gives all files the same time, but not the same time of their last change. */
function stampOf(file) {
  const { size, mtimeMs, ctimeMs } = statSync(file);
  return `${size} ${mtimeMs} ${ctimeMs}`;
}

async function make(sources, folder, commands) {
  mkdirSync(folder, { recursive: true });
  accessSync(folder, constants.W_OK); // else each run would make what none can keep
  const begun = Date.now();
  const [maker] = ["ts", "js"]
    .map((end) => join(sources, `scripts/base/program/make-program.${end}`))
    .filter(existsSync);
  const { makeProgram } = await import(pathToFileURL(maker).href);
  const { script, map, files } = await makeProgram(sources, commands);
  const ours = [maker, ...["fore-edge.js", "program.js"].map((file) => join(root, "bin", file))];
  const stamps = [...files, ...ours].map((file) => [
    file,
    statSync(file).mtimeMs < begun ? stampOf(file) : "changed meanwhile",
  ]);
  const name = `program-${createHash("sha256").update(script).digest("hex").slice(0, 16)}`;
  for (const old of readdirSync(folder).filter((each) => each.startsWith("program-") && each !== name))
    if (Date.now() - statSync(join(folder, old)).mtimeMs > day)
      rmSync(join(folder, old), { recursive: true, force: true });
  mkdirSync(join(folder, name), { recursive: true });
  put(join(folder, name, "program.js.map"), map);
  put(join(folder, name, "program.js"), script);
  put(join(folder, "program.json"), JSON.stringify({ name, stamps: Object.fromEntries(stamps) }));
  return join(folder, name);
}

/** Writes a file whole or not at all, whoever else does. */
function put(file, content) {
  const part = `${file}.${process.pid}.${threadId}`;
  writeFileSync(part, content);
  renameSync(part, file);
}

/** What runs a command or a thread of the program in a folder; undefined when it has none of that name. */
export function entryOf(program, name) {
  const at = join(root, "program.js"); // where its errors are, and from where its imports are looked for
  const source = readFileSync(join(program, "program.js"), "utf8");
  const compiled = new Compiled(join(program, `${name}.compiled`));
  const script = new Script(source, { filename: at, cachedData: compiled.code });
  if (script.cachedDataRejected) compiled.spent = 0;
  const module = {};
  script.runInThisContext()(module, createRequire(at), {
    resolve: (specifier) => import.meta.resolve(specifier),
    import: (url) => import(url.href),
    thread: (url, workerData) => threadOf(program, module.exports.entries, basename(fileURLToPath(url)), workerData),
    keep: () => compiled.keep(script),
    inSources: (text) => inSources(text, at, join(program, "program.js.map")),
  });
  return module.exports.entries[name];
}

function threadOf(program, entries, file, workerData) {
  const name = file.replace(/\.[jt]s$/, "");
  return Object.hasOwn(entries, name)
    ? new Worker(new URL(import.meta.url), { argv: [program, name], workerData })
    : undefined;
}

/** What V8 had compiled of the program when it was last kept: what ran until then. */
class Compiled {
  #file;
  /** How long that had run, in milliseconds. */
  spent = 0;
  code;

  constructor(file) {
    this.#file = file;
    if (!existsSync(file)) return;
    const bytes = readFileSync(file);
    this.spent = bytes.readDoubleLE();
    this.code = bytes.subarray(8);
  }

  /** Keeps what is compiled now, unless a run that was half as long or longer did so: it takes some hundredths of a second. */
  keep(script) {
    const spent = performance.now();
    if (spent < 2 * this.spent) return;
    this.spent = spent;
    const head = Buffer.alloc(8);
    head.writeDoubleLE(spent);
    try {
      put(this.#file, Buffer.concat([head, script.createCachedData()]));
    } catch {
      // the disk may be full, and the next run compiles again
    }
  }
}

/** A text with places in the program as those in the modules that it was made of. */
function inSources(text, file, map) {
  const places = new SourceMap(JSON.parse(readFileSync(map, "utf8")));
  return text.replaceAll(new RegExp(`${RegExp.escape(file)}:(\\d+):(\\d+)`, "g"), (whole, line, column) => {
    const { originalSource, originalLine, originalColumn } = places.findEntry(line - 1, column - 1);
    return originalSource === undefined ? whole : `${originalSource}:${originalLine + 1}:${originalColumn + 1}`;
  });
}

if (!isMainThread) await entryOf(...process.argv.slice(2))();
