import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { toIso } from "../../src/content/date.ts";
import { copyOf, corpusOf, replacePost, vantage } from "./corpus.ts";
import { measure, type Program, type Taken } from "./measure.ts";
import { peersOf } from "./peers.ts";
import { nameOf } from "./posts.ts";

/** What one program took for one task. */
export interface Built {
  readonly what: string;
  /** A task of ours, or the same done by another generator. */
  readonly by: "us" | "them";
  /** What the chart calls another generator; without a name it is in the tables alone. */
  readonly label?: string;
  readonly taken: Taken;
  /** What a cold build wrote. */
  readonly written?: Written;
}

interface Written {
  readonly files: number;
  readonly bytes: number;
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
  const room = roomFor(posts, work);
  const content = copyOf(corpusOf(posts, work), join(room, "content"));
  const script = (name: string, folder: string): Program => {
    const places = ["--cache", join(room, folder, "cache"), "--out", join(room, folder, "out")];
    const options = ["--content", content, ...places, "--at", toIso(vantage)];
    return { command: process.execPath, args: [join(project, "scripts", `${name}.ts`), ...options], cwd: project };
  };

  const exported = join(room, "exported/out");
  const built = [await coldly({ what: tasks.exported, by: "us", out: exported, ...script("export", "exported") })];
  if (posts <= mostForPeers) {
    const sources = { content, posts, style: styleIn(exported), room };
    for (const peer of peersOf(sources, withEleventy ? join(work, "eleventy") : undefined))
      built.push(await coldly(peer));
  }

  const build = async (what: string): Promise<void> => {
    built.push({ what, by: "us", taken: await measureCalmly(script("build", "built")) });
  };
  await build(tasks.cold);
  await build(tasks.unchanged);
  const middle = posts >> 1;
  const text = readFileSync(join(content, "posts", nameOf(middle)), "utf8");
  replacePost(content, middle, `${text}\nOne sentence was added to this post.\n`);
  await build(tasks.edit);
  replacePost(content, posts, text.replace(/^date: .*$/m, "date: 2079-06-01"));
  await build(tasks.fresh);
  return built;
}

const rooms = (work: string): string => join(work, "builds");

/**
 * A new folder. Nothing in it is deleted before all is measured: for minutes after thousands of files were deleted, ext4 takes up to
 * ten times as long to create one, since it passes over the inodes just freed one by one (`recently_deleted` in fs/ext4/ialloc.c).
 */
function roomFor(posts: number, work: string): string {
  mkdirSync(rooms(work), { recursive: true });
  return mkdtempSync(join(rooms(work), `${posts}-`));
}

/** Deletes what all builds wrote, also those of runs that did not come to their end. */
export const forgetBuilds = (work: string): void => rmSync(rooms(work), { recursive: true, force: true });

/** A program that writes a whole site, and where to. */
export interface Generator extends Program, Omit<Built, "taken" | "written"> {
  readonly out: string;
}

async function coldly({ what, by, label, out, ...program }: Generator): Promise<Built> {
  const taken = await measureCalmly(program);
  return { what, by, ...(label === undefined ? {} : { label }), taken, written: writtenTo(out) };
}

/** Measures a program once the disk has what the one before it wrote. */
function measureCalmly(program: Program): Promise<Taken> {
  spawnSync("sync");
  return measure(program);
}

function writtenTo(folder: string): Written {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const sizes = files.map(({ parentPath, name }) => statSync(join(parentPath, name)).size);
  return { files: files.length, bytes: sizes.reduce((sum, size) => sum + size, 0) };
}

/** The stylesheet as it stands in every exported page. */
const styleIn = (exported: string): string =>
  /<style>(.*?)<\/style>/s.exec(readFileSync(join(exported, "index.html"), "utf8"))?.[1] ?? "";
