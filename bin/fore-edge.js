#!/usr/bin/env node
import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import module from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { setFlagsFromString } from "node:v8";

// Plain JavaScript for Node 20 and newer: what it starts may need a newer Node than the one that runs this.

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
// The package has no sources; the repository may have compiled code that is older than they are.
const compiled = !existsSync(join(root, "scripts"));

// Compiled code stays from one run to the next: that of all that is imported from here on, or run by the Node that this starts.
const codeCache = join(root, compiled ? ".." : "node_modules", ".cache/fore-edge-code");
process.env.NODE_COMPILE_CACHE = codeCache;
module.enableCompileCache?.(codeCache);

// V8's last compiler is for what runs long: a command on some hundred articles is done before what it makes pays. It begins with
// what was called a hundred thousand times instead of three. And V8 compiles each regular expression twice, first to what it interprets,
// which is for those that are used once, and hardly one of ours is. Said before there are threads, which must not see it change.
const flags = ["--invocation-count-for-turbofan=100000", "--no-regexp-tier-up"];

/** The modules of the commands that build: hundreds, so they run from one script, which is made of them. */
const programmed = ["build", "check-content", "deploy", "export", "start"];

/** What each command does, in the words of its own help. */
const commands = {
  init: "writes a blog into a new folder",
  start: "serves the blog on this machine and shows every change in the open browser",
  build: "builds the blog into dist/",
  check: "finds mistakes in the content that a build lets pass; the same as check:content",
  "check:content": "finds mistakes in the content that a build lets pass",
  new: "writes the beginning of a post",
  import: "imports a blog of another kind",
  compare: "compares an old blog with the new one, page by page",
  restore: "writes the content of a live blog again, from what it serves",
  export: "writes the whole site as static files",
  deploy: "publishes the blog",
  status: "says what is live, what it takes and what waits",
  releases: "lists what was published",
  rollback: "goes back to an earlier release",
  gc: "deletes what no release needs any more",
  "preview-link": "signs a link to the published blog as of another time",
  upgrade: "moves the blog to another version of fore-edge",
};

const [name = "--help", ...args] = process.argv.slice(2);
if (name === "--help" || name === "-h" || name === "help") help(0);
else if (name === "--version" || name === "-V") console.log(version());
else if (name === "init")
  await import(pathToFileURL(join(root, "create/index.js")).href).then(({ main }) => main(args));
else if (!Object.hasOwn(commands, name)) {
  console.error(`error: fore-edge has no command "${name}"\n`);
  help(2);
} else await run(name);

function help(code) {
  const width = Math.max(...Object.keys(commands).map(({ length }) => length));
  const lines = Object.entries(commands).map(([command, what]) => `  ${command.padEnd(width)}  ${what}`);
  const text = `Usage: fore-edge COMMAND [options]\n\n${lines.join("\n")}\n\nfore-edge COMMAND --help says more.`;
  (code === 0 ? console.log : console.error)(text);
  process.exitCode = code;
}

function version() {
  return JSON.parse(readFileSync(join(root, "package.json"), "utf8")).version;
}

async function run(command) {
  const node = newerNode();
  if (node === undefined)
    await runHere({ check: "check-content", "check:content": "check-content" }[command] ?? command);
  else runIn(node);
}

async function runHere(file) {
  const script = compiled ? join(root, "lib/scripts", `${file}.js`) : join(root, "scripts", `${file}.ts`);
  process.argv.splice(1, 2, script);
  const entry = programmed.includes(file) ? await entryOf(file) : undefined;
  await (entry?.() ?? import(pathToFileURL(script).href));
}

/** The command in the program, which is made where there is none yet. */
async function entryOf(command) {
  const program = await import("./program.js");
  // Another V8 may complain of them.
  if (process.versions.node.startsWith("24.")) for (const flag of flags) setFlagsFromString(flag);
  const made = await program.programOf(compiled ? join(root, "lib") : root, codeCache, programmed);
  return made && program.entryOf(made, command);
}

function runIn(node) {
  const child = spawn(node, process.argv.slice(1), { stdio: "inherit" });
  // This process ends as the other one does. A terminal sends its signals to both, so that the other gets some twice. On Windows
  // only a console sends any, and to send one would end the other before it could tidy up.
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"])
    process.on(signal, () => process.platform === "win32" || child.kill(signal));
  child.on("exit", (code, signal) => {
    if (signal === null) process.exit(code);
    process.removeAllListeners(signal);
    process.kill(process.pid, signal);
  });
}

/** The Node that the package `node` has installed, where this one is too old. */
function newerNode() {
  const [major = 0] = process.versions.node.split(".").map(Number);
  if (major >= 24) return undefined;
  try {
    const manifest = module.createRequire(import.meta.url).resolve("node/package.json");
    const node = join(dirname(manifest), process.platform === "win32" ? "bin/node.exe" : "bin/node");
    const { version = "" } = JSON.parse(readFileSync(manifest, "utf8"));
    if (Number.parseInt(version, 10) >= 24 && existsSync(node)) return node; // an older one would start itself again
  } catch {
    // said below
  }
  console.error(
    `error: this is Node ${process.versions.node}, and fore-edge needs Node 24. npm installs one beside it when it may run ` +
      'the install script of the package "node": run "npm rebuild node", or install Node 24.',
  );
  return process.exit(1);
}
