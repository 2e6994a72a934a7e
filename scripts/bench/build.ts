import { spawnSync } from "node:child_process";
import { cpSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { toIso } from "../../src/content/date.ts";
import { Failure } from "../compile/failure.ts";
import { copyOf, corpusOf, linkPosts, replacePost, vantage } from "./corpus.ts";
import { measure, type Program, type Taken } from "./measure.ts";
import { nameOf } from "./posts.ts";

/** What one program took for one task. */
export interface Built {
  readonly what: string;
  /** A task of ours, or the same done by another generator. */
  readonly by: "us" | "them";
  readonly taken: Taken;
}

/** The tasks, as they are called in tables. */
export const tasks = {
  exported: "fore-edge, exported",
  cold: "prebuild, cold",
  unchanged: "prebuild, nothing changed",
  edit: "prebuild, one edit",
  fresh: "prebuild, one new post",
};

// Hugo takes 0.3 MB of memory for each post.
const mostForPeers = 20_000;

const project = join(import.meta.dirname, "../..");

/** Cold builds of all pages to HTML files by each generator in turn, then our rebuilds. */
export async function measureBuilds(posts: number, work: string, { eleventy: withEleventy = false }): Promise<Built[]> {
  const content = copyOf(corpusOf(posts, work), join(work, "building"));
  const [cache, out] = [join(work, "cache"), join(work, "out")];
  const script = (name: string): Program => {
    const options = ["--content", content, "--cache", cache, "--out", join(out, name), "--at", toIso(vantage)];
    return { command: process.execPath, args: [join(project, "scripts", `${name}.ts`), ...options], cwd: project };
  };
  const run = async (what: string, program: Program, by: Built["by"] = "us"): Promise<Built> => ({
    what,
    by,
    taken: await measure(program),
  });
  const forget = (...folders: readonly string[]): void => {
    for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  };

  forget(cache, out);
  const built = [await run(tasks.exported, script("export"))];
  const peers = posts > mostForPeers ? [] : [hugo(content, work), withEleventy && eleventy(content, work)];
  for (const peer of peers) if (peer) built.push(await run(peer.what, peer, "them"));

  forget(cache, out);
  built.push(await run(tasks.cold, script("build")));
  built.push(await run(tasks.unchanged, script("build")));
  const middle = posts >> 1;
  const text = readFileSync(join(content, "posts", nameOf(middle)), "utf8");
  replacePost(content, middle, `${text}\nOne sentence was added to this post.\n`);
  built.push(await run(tasks.edit, script("build")));
  replacePost(content, posts, text.replace(/^date: .*$/m, "date: 2079-06-01"));
  built.push(await run(tasks.fresh, script("build")));
  forget(content, cache, out);
  return built;
}

interface Peer extends Program {
  /** Name and version. */
  readonly what: string;
}

function hugo(content: string, work: string): Peer | undefined {
  const { status, stdout } = spawnSync("hugo", ["version"], { encoding: "utf8" });
  if (status !== 0) return undefined;
  const site = join(work, "hugo");
  rmSync(site, { recursive: true, force: true });
  cpSync(join(import.meta.dirname, "hugo"), site, { recursive: true });
  const places = ["--source", site, "--contentDir", content, "--destination", join(site, "public")];
  const what = `Hugo ${/v([\d.]+)/.exec(stdout)?.[1] ?? ""}`;
  return { what, command: "hugo", args: [...places, "--buildFuture", "--quiet"], cwd: site };
}

/** Installs Eleventy when it is asked for: nothing of ours needs it. */
function eleventy(content: string, work: string): Peer {
  const site = join(work, "eleventy");
  for (const left of ["_site", "posts"]) rmSync(join(site, left), { recursive: true, force: true });
  cpSync(join(import.meta.dirname, "eleventy"), site, { recursive: true });
  linkPosts(content, site);
  const { status } = spawnSync("npm", ["install", "--no-audit", "--no-fund"], { cwd: site, stdio: "inherit" });
  if (status !== 0) throw new Failure("npm could not install Eleventy");
  const installed = join(site, "node_modules/@11ty/eleventy");
  const { version } = JSON.parse(readFileSync(join(installed, "package.json"), "utf8")) as { readonly version: string };
  const what = `Eleventy ${version}`;
  return { what, command: process.execPath, args: [join(installed, "cmd.cjs"), "--quiet"], cwd: site };
}
