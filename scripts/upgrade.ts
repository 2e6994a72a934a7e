import { spawnSync } from "node:child_process";
import { existsSync, mkdtempDisposableSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { command, run } from "./base/command.ts";
import { engine } from "./base/engine.ts";
import { Failure } from "./base/failure.ts";
import { npm } from "./base/npm/run-npm.ts";
import { plural } from "./base/order.ts";
import { isRecord } from "./base/record.ts";
import { note, say } from "./base/terminal.ts";
import { readManifest } from "./publish/read-manifest.ts";

const program = command(
  "upgrade",
  "Moves the blog to another version of fore-edge, and says what is new in it and what it writes to KV. Where the blog does not build with it, all stays as it was.",
  ["run upgrade", "run upgrade -- 1.2.3"],
)
  .argument("[version]", "a version, or a packed file", "latest")
  .option("--content <folder>", "where posts/, pages/ and site.yaml are", "content")
  .parse();

const { content } = program.opts<{ readonly content: string }>();
const [version = ""] = program.processedArgs as readonly string[];
const files = ["package.json", "package-lock.json"];
// The same moment for both versions, so that what differs is theirs.
const now = new Date().toISOString();

// A terminal sends its signal to npm and to the build as well, so that those end, and what was changed goes back.
process.on("SIGINT", () => {});

void run(async () => {
  if (!dependsOnEngine())
    throw new Failure("package.json here does not depend on fore-edge; run this command in a blog's folder");
  const before = keysOf("the blog does not build as it is, mend that first");
  const kept = files.filter((file) => existsSync(file)).map((file) => [file, readFileSync(file, "utf8")] as const);
  const undo = (): void => {
    for (const file of files) rmSync(file, { force: true });
    for (const [file, text] of kept) writeFileSync(file, text);
    const failed = npm("install");
    if (failed !== undefined) note(`npm could not reinstall the previous version, run "npm install"\n\n${failed}\n`);
  };
  note(`installing fore-edge ${version}`);
  const installed = npm("install", "--save-exact", version.endsWith(".tgz") ? version : `fore-edge@${version}`);
  if (installed !== undefined)
    throw new Failure(`npm could not install fore-edge ${version}, so all is as it was\n\n${installed}`);
  let after;
  try {
    after = keysOf(`the blog does not build with fore-edge ${version}, so package.json is as it was`);
  } catch (error) {
    undo();
    throw error;
  }
  report(before, after);
});

function dependsOnEngine(): boolean {
  const manifest: unknown = existsSync("package.json") ? JSON.parse(readFileSync("package.json", "utf8")) : {};
  return isRecord(manifest) && isRecord(manifest["dependencies"]) && engine.name in manifest["dependencies"];
}

/** The keys of the blobs that the installed version makes of the blog. */
function keysOf(otherwise: string): ReadonlySet<string> {
  using folder = mkdtempDisposableSync(join(tmpdir(), "fore-edge-"));
  const out = join(folder.path, "dist");
  const bin = createRequire(resolve("package.json"))
    .resolve("fore-edge/package.json")
    .replace(/package\.json$/, "bin/fore-edge.js");
  const args = [bin, "build", "--content", content, "--out", out, "--at", now];
  // This Node may have been of the package "node", which npm has replaced meanwhile.
  const node = existsSync(process.execPath) ? process.execPath : "node";
  const { status, signal, stderr, error } = spawnSync(node, args, { encoding: "utf8" });
  if (signal !== null) throw new Failure("stopped, so package.json is as it was");
  if (status !== 0) throw new Failure(`${otherwise}\n\n${error?.message ?? stderr.trim()}`);
  return new Set(readManifest(out).map(({ key }) => key));
}

function report(before: ReadonlySet<string>, after: ReadonlySet<string>): void {
  const folder = join("node_modules", engine.name);
  const { version: current } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as {
    readonly version: string;
  };
  if (current === engine.version) {
    say(`fore-edge ${current} is what the blog has already`);
    return;
  }
  say(`fore-edge ${engine.version} is now ${current}; package.json and package-lock.json say so`);
  const news = newsIn(readFileSync(join(folder, "CHANGELOG.md"), "utf8"), engine.version);
  if (news !== "") say(`\n${news}`);
  const written = after.difference(before).size;
  const cost = `The next publication writes ${plural(written, "key")} of ${after.size} to KV because of it.`;
  say(`\n${cost}\nSee the blog with "npm start", and publish it with "npm run deploy".`);
}

/** What the changelog says about versions above a given one; nothing where that is above all of them. */
function newsIn(changelog: string, since: string): string {
  const sections = changelog.split(/^(?=## )/m).filter((section) => section.startsWith("## "));
  const known = sections.findIndex((section) => section.startsWith(`## ${since}\n`));
  return sections.slice(0, Math.max(known, 0)).join("").trim();
}
