import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { addPost, copyOf, corpusOf, editPost } from "./corpus.ts";
import { measure, type Program, type Taken } from "./measure.ts";
import { peersOf } from "./peers.ts";
import { megabytes, type Row, rounded } from "./table.ts";

/** A program that writes a whole site, and where to. */
export interface Generator extends Program {
  readonly what: string;
  readonly out: string;
}

// Hugo takes 0.3 MB of memory for each post.
const mostForPeers = 20_000;

export const project = join(import.meta.dirname, "../..");

/** Cold builds of all pages to HTML files by each generator in turn, then our rebuilds. */
export function measureBuilds(posts: number, work: string, eleventy: boolean): Row[] {
  const room = roomFor(posts, work);
  const content = copyOf(corpusOf(posts, work), join(room, "content"));
  const out = join(room, "exported/out");
  const exported = {
    what: "fore-edge, exported",
    out,
    ...scriptIn(project, "export", content, join(room, "exported")),
  };
  const built = [coldly(exported, posts)];
  if (posts <= mostForPeers) {
    const sources = { content, posts, style: styleIn(out), room };
    built.push(...peersOf(sources, eleventy ? join(work, "eleventy") : undefined).map((peer) => coldly(peer, posts)));
  }
  const build = (what: string): void => {
    built.push(rowOf(what, posts, measure(prebuildIn(project, content, join(room, "built")))));
  };
  build("prebuild, cold");
  build("prebuild, nothing changed");
  editPost(content, posts >> 1);
  build("prebuild, one edit");
  addPost(content, posts, "2024-06-01");
  build("prebuild, one new post");
  return built;
}

export const prebuildIn = (tree: string, content: string, room: string): Program =>
  scriptIn(tree, "build", content, room);

function scriptIn(tree: string, name: string, content: string, room: string): Program {
  const places = ["--content", content, "--cache", join(room, "cache"), "--out", join(room, "out")];
  return { command: process.execPath, args: [join(tree, "scripts", `${name}.ts`), ...places], cwd: tree };
}

const rooms = (work: string): string => join(work, "builds");

/**
 * A new folder. Nothing in it is deleted before all is measured: for minutes after thousands of files were deleted, ext4 takes up to
 * ten times as long to create one, since it passes over the inodes just freed one by one (`recently_deleted` in fs/ext4/ialloc.c).
 */
export function roomFor(posts: number, work: string): string {
  mkdirSync(rooms(work), { recursive: true });
  return mkdtempSync(join(rooms(work), `${posts}-`));
}

/** Deletes what all builds wrote, also those of runs that did not come to their end. */
export const forgetBuilds = (work: string): void => rmSync(rooms(work), { recursive: true, force: true });

function coldly({ what, out, ...program }: Generator, posts: number): Row {
  const taken = measure(program);
  const files = readdirSync(out, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const bytes = files.reduce((sum, { parentPath, name }) => sum + statSync(join(parentPath, name)).size, 0);
  return { ...rowOf(what, posts, taken), files: files.length, "files MB": megabytes(bytes) };
}

const rowOf = (what: string, posts: number, { wall, cpu, memory }: Taken): Row => ({
  what,
  posts,
  "wall s": wall,
  "CPU s": rounded(cpu),
  "memory MB": megabytes(memory),
});

/** The stylesheet as it stands in every exported page. */
const styleIn = (exported: string): string =>
  /<style>(.*?)<\/style>/s.exec(readFileSync(join(exported, "index.html"), "utf8"))?.[1] ?? "";
