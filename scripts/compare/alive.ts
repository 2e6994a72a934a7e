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

/** In one line: how many answer, and how. */
export const summary = ({ asked, kept, moved, dead }: Alive): string =>
  `${number(asked - dead.length)} of ${number(asked)} old ${asked === 1 ? "address" : "addresses"} answer: ${number(kept)} at once, ${number(moved)} by a redirect`;

const number = (count: number): string => count.toLocaleString("en");

/** For people, dead addresses by kind, safe for a terminal. */
export function aliveLines(alive: Alive, all: boolean): string[] {
  const groups = Map.groupBy(alive.dead, ({ path, status }) => `${kindOf(path)} answers ${status}`);
  const sorted = [...groups].toSorted(([, a], [, b]) => b.length - a.length);
  return [
    summary(alive),
    ...sorted.flatMap(([kind, members]) => {
      const [first] = members;
      if (members.length === 1 && first) return [`${printable(first.path)} answers ${first.status}`];
      const listed = all ? members : members.slice(0, shown);
      const more = members.length - listed.length;
      return [
        `${number(members.length)} times: ${printable(kind)}`,
        ...listed.map(({ path }) => `  ${printable(path)}`),
        ...(more > 0 ? [`  and ${number(more)} more, with --all`] : []),
      ];
    }),
  ];
}

// What addresses share: "/tags/*/", "/page/N/", "/YEAR/*/", "/*.xml".
export function kindOf(path: string): string {
  const parts = path.split("/").filter((part) => part !== "");
  const end = /\.\w+$/.exec(path)?.[0] ?? "/";
  if (/\/page\/\d+\/?$/.test(path)) return `${parts.length > 2 ? "/*" : ""}/page/N/`;
  return parts.length < 2 ? `/*${end}` : `/${(parts[0] ?? "").replace(/^\d{4}$/, "YEAR")}/*${end}`;
}
