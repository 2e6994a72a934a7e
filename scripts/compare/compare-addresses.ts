import { currentMoment } from "../base/command.ts";
import { Failure } from "../base/failure.ts";
import { plural } from "../base/order.ts";
import { ContentError } from "../base/problems.ts";
import type { Note } from "../import/source.ts";
import { readAddresses } from "./addresses.ts";
import { kindOf, summary, whatIsAlive } from "./alive.ts";
import { askingBlog } from "./new-blog.ts";

/** What the report of an import says about old addresses. */
export interface Compared {
  readonly notes: readonly Note[];
  /** Whether all are alive; undefined if there were no addresses, or no blog to ask. */
  readonly isComplete?: boolean;
}

/** Asks the blog in a content folder for the old addresses that a place has. */
export async function compareAddresses(where: string, content: string, cache: string): Promise<Compared> {
  try {
    const { from, paths } = await readAddresses(where);
    const alive = await askingBlog(content, cache, currentMoment(), (ask) => whatIsAlive(paths, ask));
    const dead = alive.dead.map(({ path, status }): Note => ({
      message: `${kindOf(path)} answers ${status}: …`,
      of: [path],
    }));
    return { notes: [{ message: `${summary(alive)} (from …)`, of: [from] }, ...dead], isComplete: dead.length === 0 };
  } catch (error) {
    if (error instanceof Failure) return { notes: [{ message: "not compared: …", of: [error.message] }] };
    if (!(error instanceof ContentError)) throw error;
    const errors = plural(error.problems.length, "error");
    return {
      notes: [
        {
          message: `not compared, since the new content has ${errors}; "npm run check:content -- --content …" names them`,
          of: [content],
        },
      ],
    };
  }
}
