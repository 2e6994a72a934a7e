import { styleText } from "node:util";
import { currentMoment } from "../base/command.ts";
import { Failure } from "../base/failure.ts";
import { plural } from "../base/order.ts";
import { printable } from "../base/printable.ts";
import { ContentError } from "../base/problems.ts";
import { readAddresses } from "./addresses.ts";
import { aliveLines, whatIsAlive } from "./alive.ts";
import { askingBlog } from "./new-blog.ts";

/** What a comparison of addresses says at the end of an import, safe for a terminal. */
export interface Compared {
  readonly text: string;
  readonly hasDead: boolean;
  /** Whether there were no addresses to be had. */
  readonly isUnread: boolean;
}

/** Asks the blog in a content folder for the old addresses that a place has. */
export async function compareAddresses(
  where: string,
  { content, cache, all }: { readonly content: string; readonly cache: string; readonly all: boolean },
): Promise<Compared> {
  const say = (lines: readonly string[]): string =>
    [styleText("bold", "Old addresses"), ...lines.map((line) => `  ${line}`), ""].join("\n");
  try {
    const { from, paths } = await readAddresses(where);
    const alive = await askingBlog(content, cache, currentMoment(), (ask) => whatIsAlive(paths, ask));
    return {
      text: say([`from ${printable(from)}`, ...aliveLines(alive, all)]),
      hasDead: alive.dead.length > 0,
      isUnread: false,
    };
  } catch (error) {
    if (error instanceof Failure)
      return { text: say([`not compared: ${printable(error.message)}`]), hasDead: false, isUnread: true };
    if (!(error instanceof ContentError)) throw error;
    const errors = error.problems.length;
    const cure = `not compared, since the new content has ${plural(errors, "error")}: see "npm run check:content -- --content ${printable(content)}", then import again`;
    return { text: say([cure]), hasDead: false, isUnread: true };
  }
}
