import { statSync } from "node:fs";
import { join } from "node:path";
import { filesIn } from "../base/files-below.ts";
import type { Blog } from "./blogs.ts";
import { addPost, editPost } from "./corpus.ts";
import { programOf } from "./engines.ts";
import { type Contestant, inTurn, type Measures } from "./in-turn.ts";
import { measure, type Program } from "./measure.ts";
import { installEleventy, type Peer, peersOf } from "./peers.ts";
import { roomFor, roomsFor, type Setting } from "./rooms.ts";
import { megabytes, type Row } from "./table.ts";

// Hugo takes 0.3 MB of memory for each post.
const mostForPeers = 20_000;

/** Builds of all pages to HTML files from nothing, by our engines and by other generators in turn, and what rebuilds take. */
export async function measureBuilds(blog: Blog, setting: Setting, eleventy: boolean): Promise<Row[]> {
  const packages = eleventy ? installEleventy(setting.work) : undefined;
  return inTurn(setting.rounds, async () => {
    const own = (await roomsFor(blog, setting)).map(({ engine, room, content }): Contestant => {
      const prebuild = programOf(engine, room, "build");
      const tasks = {
        cold: () => {
          const taken = whole(programOf(engine, room, "export", "--out", "exported"), join(room, "exported"));
          measure(prebuild); // the first one, which has the manifest to make
          return taken;
        },
        "nothing changed": () => taking(prebuild),
        "one edit": () => {
          editPost(content, blog.posts >> 1);
          return taking(prebuild);
        },
        "one new post": () => {
          addPost(content, blog.posts, "2024-06-01");
          return taking(prebuild);
        },
      };
      return { who: engine.who, tasks };
    });
    // A post to come is published at once by other generators, or not at all.
    if (blog.posts > mostForPeers || blog.extras.has("scheduled")) return own;
    const room = roomFor(blog, setting.work);
    const peers = await peersOf(blog, room, setting.work, packages);
    return [...own, ...peers.map((peer) => contestantOf(peer, blog))];
  });
}

/** Other generators make all again after an edit, but for the pictures, which they keep too. */
const contestantOf = ({ who, out, content, ...program }: Peer, { posts }: Blog): Contestant => ({
  who,
  tasks: {
    cold: () => whole(program, out),
    "one edit": () => {
      editPost(content, posts >> 1);
      return taking(program);
    },
  },
});

function taking(program: Program): Measures {
  const { wall, cpu, memory } = measure(program);
  return { "wall s": wall, "CPU s": cpu, "memory MB": memory / 1e6 };
}

function whole(program: Program, out: string): Measures {
  const taken = taking(program);
  const files = filesIn(out);
  const bytes = files.reduce((sum, file) => sum + statSync(join(out, file)).size, 0);
  return { ...taken, files: files.length, "files MB": megabytes(bytes) };
}
