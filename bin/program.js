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
import { randomUUID } from "node:crypto";
import { createRequire, SourceMap } from "node:module";
import { basename, dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { getHeapSpaceStatistics } from "node:v8";
import { Script } from "node:vm";
import { isMainThread, threadId, Worker } from "node:worker_threads";
import { crc32 } from "node:zlib";

// Commands that build are made of hundreds of modules, which Node finds, reads and links each time, and of whose compiled code it
// keeps only what runs as they are loaded. So they and their threads are made into one script, the program, and what V8
// compiled of it in one run is there in the next.

// Node has its own modules compiled for a V8 without flags, and those that are loaded after one is set are compiled again. Builds need these.
// Threads begin later, and load what they need.
const needed = "child_process events fs/promises net os perf_hooks sqlite timers/promises util".split(" ");
if (isMainThread) for (const name of needed) process.getBuiltinModule(`node:${name}`);

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const day = 24 * 60 * 60 * 1000;

/**
 * The program of some commands, whose modules are in `scripts/` below `sources`: its folder, and one in that for its notes. It is kept in
 * `cache`, and made anew when a module has changed. Undefined when it cannot be made, as of sources with an error, or be kept.
 */
export async function programOf(sources, cache, commands) {
  const index = join(cache, `${nameOf(sources)}.json`); // copies of a project have programs of their own
  return known(index) ?? (await make(sources, index, commands).catch(() => undefined));
}

function known(index) {
  try {
    const { stamps, ...program } = JSON.parse(readFileSync(index, "utf8"));
    const isFresh = Object.entries(stamps).every(([file, stamp]) => stampOf(file) === stamp);
    return isFresh && existsSync(join(program.folder, "program.js")) ? program : undefined;
  } catch {
    return undefined; // a module or the program is not there
  }
}

/** Tells a file from another in its place. npm gives all files the same time, but not the same time of their last change. */
function stampOf(file) {
  const { size, mtimeMs, ctimeMs } = statSync(file);
  return `${size} ${mtimeMs} ${ctimeMs}`;
}

async function make(sources, index, commands) {
  const cache = dirname(index);
  mkdirSync(cache, { recursive: true });
  accessSync(cache, constants.W_OK); // else each run would make what none can keep
  const begun = Date.now();
  const [maker] = ["ts", "js"]
    .map((end) => join(sources, `scripts/base/program/make-program.${end}`))
    .filter(existsSync);
  const { makeProgram } = await import(pathToFileURL(maker).href);
  const { script, map, files } = await makeProgram(sources, commands);
  const ours = [maker, ...["bin/fore-edge.js", "bin/program.js", "package.json"].map((file) => join(root, file))];
  const stamps = [...files, ...ours].map((file) => {
    const { mtimeMs, ctimeMs } = statSync(file);
    return [file, Math.max(mtimeMs, ctimeMs) < begun ? stampOf(file) : "changed meanwhile"];
  });
  const folder = join(cache, nameOf(script));
  // Not that of an earlier one with the same script, in which a process that still runs may note what it has read of newer files.
  const notes = join(folder, `notes-${randomUUID()}`);
  dropOld(cache, "program-");
  mkdirSync(folder, { recursive: true });
  dropOld(folder, "notes-");
  mkdirSync(notes);
  put(join(folder, "program.js.map"), map);
  put(join(folder, "program.js"), script);
  put(index, JSON.stringify({ folder, notes, stamps: Object.fromEntries(stamps) }));
  return { folder, notes };
}

const nameOf = (text) => `program-${crc32(text).toString(16)}-${Buffer.byteLength(text)}`;

/** Removes what was made of other modules. What still runs of it starts its threads from modules. */
function dropOld(folder, kind) {
  for (const name of readdirSync(folder).filter((each) => each.startsWith(kind)))
    try {
      const old = join(folder, name);
      if (Date.now() - statSync(old).mtimeMs > day) rmSync(old, { recursive: true, force: true });
    } catch {
      // it is somebody else's, or gone
    }
}

/** Writes a file whole or not at all, whoever else does. */
function put(file, content) {
  const part = `${file}.${process.pid}.${threadId}`;
  writeFileSync(part, content);
  renameSync(part, file);
}

/** What runs a command or a thread of the program in a folder. Undefined when it is damaged. */
export function entryOf(program, name) {
  const { folder, notes } = program;
  const at = join(root, "program.js"); // where its errors are, and from where its imports are looked for
  const bytes = readFileSync(join(folder, "program.js"));
  if (nameOf(bytes) !== basename(folder)) {
    rmSync(folder, { recursive: true, force: true }); // the next run makes it again
    return undefined;
  }
  const source = bytes.toString();
  const compiled = new Compiled(join(folder, `${name}.compiled`));
  const module = {};
  const script = new Script(source, { filename: at, cachedData: compiled.code });
  if (script.cachedDataRejected) compiled.size = 0;
  script.runInThisContext()(module, createRequire(at), {
    resolve: (specifier) => import.meta.resolve(specifier),
    import: (url) => import(url.href),
    thread: (url, options) => threadOf(program, module.exports.entries, basename(fileURLToPath(url)), options),
    keep: () => compiled.keep(script),
    notes,
    inSources: (text) => inSources(text, at, join(folder, "program.js.map")),
  });
  return module.exports.entries[name];
}

function threadOf(program, entries, file, options) {
  const name = file.replace(/\.[jt]s$/, "");
  return Object.hasOwn(entries, name) && existsSync(join(program.folder, "program.js"))
    ? new Worker(new URL(import.meta.url), { ...options, argv: [program.folder, program.notes, name] })
    : undefined;
}

/** What V8 had compiled of the program when it was last kept: what had run until then. */
class Compiled {
  #file;
  /** From which age of this process on it is looked at again. */
  #due = 0;
  /** Of all compiled code when it was kept, in bytes. */
  size = 0;
  code;

  constructor(file) {
    this.#file = file;
    if (!existsSync(file)) return;
    const bytes = readFileSync(file);
    const code = bytes.subarray(headBytes);
    // V8 takes for granted that nobody has changed it.
    if (bytes.length < headBytes || crc32(code) !== bytes.readUInt32LE(4)) return;
    this.size = bytes.readUInt32LE(0);
    this.code = code;
  }

  /** Keeps what is compiled now, if that is clearly more than before. It takes some hundredths of a second, so it is done less and less often. */
  keep(script) {
    if (performance.now() < this.#due) return;
    const size = compiledSize();
    if (size < 1.1 * this.size) return;
    this.#due = 4 * performance.now();
    this.size = size;
    try {
      const code = script.createCachedData();
      const head = Buffer.alloc(headBytes);
      head.writeUInt32LE(size, 0);
      head.writeUInt32LE(crc32(code), 4);
      put(this.#file, Buffer.concat([head, code]));
    } catch {
      // the disk may be full, and the next run compiles again
    }
  }
}

/** Bytes of what V8 has compiled, and of little else. To count bytecode alone takes it a hundred times as long. */
const compiledSize = () =>
  getHeapSpaceStatistics()
    .filter(({ space_name: name }) => name.startsWith("trusted"))
    .reduce((sum, { space_used_size: size }) => sum + size, 0);

const headBytes = 8;

/** A text with places in the program as those in the modules that it was made of. */
function inSources(text, file, map) {
  try {
    const places = new SourceMap(JSON.parse(readFileSync(map, "utf8")));
    return text.replaceAll(new RegExp(`${RegExp.escape(file)}:(\\d+):(\\d+)`, "g"), (whole, line, column) => {
      const { originalSource, originalLine, originalColumn } = places.findEntry(line - 1, column - 1);
      return originalSource === undefined ? whole : `${originalSource}:${originalLine + 1}:${originalColumn + 1}`;
    });
  } catch {
    return text;
  }
}

if (!isMainThread) {
  const [folder, notes, name] = process.argv.slice(2);
  await entryOf({ folder, notes }, name)();
}
