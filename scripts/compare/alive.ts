import { plural } from "../base/order.ts";
import { printable } from "../base/printable.ts";
import type { Ask } from "./new-blog.ts";

/** What became of old addresses. */
export interface Alive {
  readonly asked: number;
  /** How many answer at once, and how many by a redirect. */
  readonly kept: number;
  readonly moved: number;
  /** Those that lead to nothing. */
  readonly dead: readonly Dead[];
}

export interface Dead {
  readonly path: string;
  readonly status: number;
}

/** Asks a blog for old addresses. */
export async function whatIsAlive(paths: readonly string[], ask: Ask): Promise<Alive> {
  const dead: Dead[] = [];
  let [kept, moved] = [0, 0];
  for (const path of paths) {
    const answer = await ask(path);
    if (answer.status !== 200) dead.push({ path, status: answer.status });
    else if (answer.moved === 0) kept++;
    else moved++;
  }
  return { asked: paths.length, kept, moved, dead };
}

/** How many addresses of one kind are named. */
const shown = 5;

/** The same for people, dead addresses by kind, safe for a terminal. */
export function aliveLines({ asked, kept, moved, dead }: Alive, all: boolean): string[] {
  const groups = Map.groupBy(dead, ({ path, status }) => `${status} ${kindOf(path)}`);
  const sorted = [...groups].toSorted(([, a], [, b]) => b.length - a.length);
  return [
    `${(asked - dead.length).toLocaleString("en")} of ${plural(asked, "old address").replace(/addresss$/, "addresses")} answer: ${kept.toLocaleString("en")} at once, ${moved.toLocaleString("en")} by a redirect`,
    ...sorted.flatMap(([kind, members]) => {
      const [first] = members;
      if (members.length === 1 && first) return [`${first.status} ${printable(first.path)}`];
      const listed = all ? members : members.slice(0, shown);
      const more = members.length - listed.length;
      return [
        `${members.length.toLocaleString("en")} times ${printable(kind)}`,
        ...listed.map(({ path }) => `  ${printable(path)}`),
        ...(more > 0 ? [`  and ${more.toLocaleString("en")} more, with --all`] : []),
      ];
    }),
  ];
}

/** What addresses share: `/tags/…/`, `/page/N/`, `/2024/…/`, `….xml`. */
function kindOf(path: string): string {
  const parts = path.split("/").filter((part) => part !== "");
  const file = /\.\w+$/.exec(path)?.[0];
  const last = file === undefined ? "/" : file;
  if (/\/page\/\d+\/?$/.test(path)) return `${parts.length > 2 ? "/…" : ""}/page/N/`;
  if (parts.length < 2) return file === undefined ? "/…/" : `/…${file}`;
  return `/${(parts[0] ?? "").replace(/^\d{4}$/, "YEAR")}/…${last}`;
}
