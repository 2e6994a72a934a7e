import { spawnSync } from "node:child_process";
import { appendFileSync, cpSync, existsSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { nameOf, writeCorpus } from "./corpus.ts";
import { measure, type Program, type Taken } from "./measure.ts";

export interface Built {
  readonly posts: number;
  readonly what: string;
  readonly taken: Taken;
}

const project = join(import.meta.dirname, "../..");
const script = (name: string, ...args: string[]): Program => ({
  command: process.execPath,
  args: [join(project, "scripts", `${name}.ts`), ...args],
  cwd: project,
});

/** Cold builds of all pages to HTML files by each generator in turn, then our rebuilds. */
export async function measureBuilds(
  posts: number,
  work: string,
  peers: { readonly eleventy: boolean },
): Promise<Built[]> {
  const content = join(work, `corpus-${posts}`);
  writeCorpus(posts, content);
  const cache = join(work, "cache");
  const cold = async (what: string, program: Program, ...left: readonly string[]): Promise<Built> => {
    for (const folder of left) rmSync(folder, { recursive: true, force: true });
    return { posts, what, taken: await measure(program) };
  };
  const out = join(work, "out");
  const options = ["--content", content, "--cache", cache, "--out"];
  const built = [await cold("fore-edge, exported", script("export", ...options, join(out, "export")), cache, out)];
  if (works("hugo")) built.push(await cold("Hugo", hugo(content, work), join(work, "hugo/public")));
  if (peers.eleventy) built.push(await cold("Eleventy", eleventy(content, work), join(work, "eleventy/_site")));

  const build = script("build", ...options, join(out, "build"));
  built.push(await cold("prebuild, cold", build, cache, out));
  built.push(await cold("prebuild, nothing changed", build));
  const edited = join(content, "posts", nameOf(posts >> 1));
  const before = readFileSync(edited);
  const fresh = join(content, "posts", nameOf(posts));
  try {
    appendFileSync(edited, "\nOne sentence was added to this post.\n");
    built.push(await cold("prebuild, one edit", build));
    writeFileSync(fresh, before.toString().replace(/^date: .*$/m, "date: 2026-01-01T00:00:00Z"));
    built.push(await cold("prebuild, one new post", build));
  } finally {
    writeFileSync(edited, before);
    rmSync(fresh, { force: true });
  }
  return built;
}

const works = (command: string): boolean => spawnSync(command, ["version"]).status === 0;

function hugo(content: string, work: string): Program {
  const site = join(work, "hugo");
  cpSync(join(import.meta.dirname, "hugo"), site, { recursive: true });
  const args = ["--source", site, "--contentDir", content, "--destination", join(site, "public"), "--quiet"];
  return { command: "hugo", args, cwd: site };
}

/** Installs Eleventy when it is asked for: nothing of ours needs it. */
function eleventy(content: string, work: string): Program {
  const site = join(work, "eleventy");
  cpSync(join(import.meta.dirname, "eleventy"), site, { recursive: true });
  if (!existsSync(join(site, "node_modules"))) {
    const { status } = spawnSync("npm", ["install", "--no-audit", "--no-fund"], { cwd: site, stdio: "inherit" });
    if (status !== 0) throw new Error("npm could not install Eleventy");
  }
  rmSync(join(site, "posts"), { recursive: true, force: true });
  symlinkSync(join(content, "posts"), join(site, "posts"));
  return { command: join(site, "node_modules/.bin/eleventy"), args: ["--quiet"], cwd: site };
}
