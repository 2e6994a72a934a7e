import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Failure } from "../base/failure.ts";
import { prebuildIn, project, roomFor } from "./builds.ts";
import { addPost, copyOf, corpusOf, editPost } from "./corpus.ts";
import { measure, type Taken } from "./measure.ts";
import { medianOf, type Row, rounded } from "./table.ts";

interface Pair {
  readonly before: Taken;
  readonly now: Taken;
}

interface Comparison {
  readonly sizes: readonly number[];
  /** How many posts, on top of those, go live each at a moment of its own. */
  readonly scheduled: number;
  readonly pairs: number;
  readonly work: string;
}

const editsPerPair = 3;

/** Builds with the code of a commit and with ours, in turn. */
export function compareBuilds(commit: string, { sizes, ...comparison }: Comparison): Row[] {
  const before = checkOut(commit);
  try {
    return sizes.flatMap((posts) => compareAt(posts, before, comparison));
  } finally {
    run(project, "git", "worktree", "remove", "--force", before);
  }
}

function compareAt(posts: number, before: string, { scheduled, pairs, work }: Omit<Comparison, "sizes">): Row[] {
  const cold: Pair[] = [];
  const edits: Pair[] = [];
  for (let pair = 0; pair < pairs; pair++) {
    const room = roomFor(posts, work);
    const content = copyOf(corpusOf(posts, work), join(room, "content"));
    for (let day = 0; day < scheduled; day++) addPost(content, posts + day, dayFrom2090(day));
    const build = (tree: string): Taken =>
      measure(prebuildIn(tree, content, join(room, tree === project ? "now" : "before")));
    const inTurn = (): Pair => {
      if (pair % 2 === 0) return { before: build(before), now: build(project) };
      const now = build(project);
      return { before: build(before), now };
    };
    cold.push(inTurn());
    for (let edit = 0; edit < editsPerPair; edit++) {
      editPost(content, posts >> 1);
      edits.push(inTurn());
    }
  }
  return [...rowsOf(posts, "cold", cold), ...rowsOf(posts, "one edit", edits)];
}

const measures = {
  "wall s": ({ wall }: Taken) => wall,
  "CPU s": ({ cpu }: Taken) => cpu,
  "memory MB": ({ memory }: Taken) => memory / 1e6,
  "written MB": ({ written }: Taken) => written / 1e6,
};

/** Medians, and the median of the ratios of what ran in turn. */
const rowsOf = (posts: number, task: string, pairs: readonly Pair[]): Row[] =>
  Object.entries(measures).map(([what, of]) => {
    const median = (value: (pair: Pair) => number): number => rounded(medianOf(pairs.map(value)));
    const [before, now] = [median((pair) => of(pair.before)), median((pair) => of(pair.now))];
    return { posts, task, what, before, now, ratio: median((pair) => of(pair.now) / of(pair.before)) };
  });

const dayFrom2090 = (day: number): string => new Date(Date.UTC(2090, 0, 1 + day)).toISOString().slice(0, 10);

/** A worktree of a commit with the packages that its lockfile names: ours, where they are the same. */
function checkOut(commit: string): string {
  const tree = join(mkdtempSync(join(tmpdir(), "fore-edge-")), "before");
  run(project, "git", "worktree", "add", "--detach", tree, commit);
  const [theirs, ours] = [tree, project].map((folder) => readFileSync(join(folder, "package-lock.json"), "utf8"));
  if (theirs === ours) symlinkSync(join(project, "node_modules"), join(tree, "node_modules"));
  else run(tree, "npm", "ci", "--no-audit", "--no-fund", "--prefer-offline");
  return tree;
}

function run(cwd: string, command: string, ...args: readonly string[]): void {
  const { status, stderr } = spawnSync(command, args, { cwd, encoding: "utf8" });
  if (status !== 0) throw new Failure(`${command} ${args.join(" ")} ended with ${status}: ${stderr}`);
}
