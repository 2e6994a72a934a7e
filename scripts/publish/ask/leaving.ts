import { join } from "node:path";
import { Failure } from "../../base/failure.ts";
import { confirmed } from "./confirmed.ts";
import { plural } from "../../base/order.ts";
import { shownPath } from "../../base/problems.ts";
import type { Moment } from "../../../src/content/date.ts";
import type { Release } from "../../../src/content/release.ts";
import { sourceOf } from "../../../src/content/slug.ts";
import { readManifest } from "../read-manifest.ts";
import type { Publication } from "../publish.ts";
import { changesSeen } from "../release-changes.ts";

/** A post that readers have and that this publication takes away from them, without anything in its place. */
export interface Leaving {
  readonly path: string;
  /** The new post with the same text, if there is one: its file, and where readers would find it. */
  readonly renamed?: { readonly file: string; readonly path: string };
}

/** So many posts leave without a question where nobody could answer it, unless they are all there are. */
const few = 2;

/** The posts that would answer 410 at a moment. */
export async function leavingAt(publication: Publication, now: Moment): Promise<readonly Leaving[]> {
  const { before, release, blobs, root, folder, built } = publication;
  if (before === undefined) return [];
  const { added, removed } = changesSeen({ release: before.release, at: now }, { release, at: now });
  const gone = removed.filter((path) => release.route(path, now).target?.kind !== "redirect");
  if (gone.length === 0 || added.length === 0) return gone.map((path) => ({ path }));
  const texts = textsOf(release, added, folder, now);
  const files = new Map(built.content.posts.map(({ article }) => [article.path, article.file]));
  return Promise.all(
    gone.map(async (path, index): Promise<Leaving> => {
      const key = sourceKey(before.release, path, now);
      // A key of the live release is there, so that reading it never makes KV remember that it is not.
      const bytes = key === undefined || index >= mostCompared ? undefined : await blobs?.get(key);
      const renamed = bytes && texts.get(bodyIn(Buffer.from(bytes).toString()));
      const file = renamed === undefined ? undefined : files.get(renamed);
      return renamed === undefined || file === undefined
        ? { path }
        : { path, renamed: { file: shownPath(join(root, file)), path: renamed } };
    }),
  );
}

const mostCompared = 50;

function textsOf(release: Release, paths: readonly string[], folder: string, now: Moment): ReadonlyMap<string, string> {
  const keys = new Map(
    paths.flatMap((path): [string, string][] => {
      const key = sourceKey(release, path, now);
      return key === undefined ? [] : [[key, path]];
    }),
  );
  const values = readManifest(folder, new Set(keys.keys()));
  return new Map(values.map(({ key, value }) => [bodyIn(value), keys.get(key) ?? ""]));
}

function sourceKey(release: Release, path: string, now: Moment): string | undefined {
  const { target } = release.route(sourceOf(path), now);
  return target !== undefined && "key" in target ? target.key : undefined;
}

/** The text below the front matter, which names the post's own address. */
const bodyIn = (markdown: string): string => markdown.replace(/^---\n.*?\n---\n/s, "").trim();

/** A line for each renamed post that says how its old address leads to the new one. */
export const aliasLines = (leaving: readonly Leaving[]): string[] =>
  leaving.flatMap(({ path, renamed }) =>
    renamed === undefined
      ? []
      : [
          `${path} and ${renamed.path} have the same text: for the old address to lead there, add to ${renamed.file}\n  aliases: [${path}]`,
        ],
  );

/**
 * Asks whether posts may leave, on a terminal; elsewhere throws if many do. `--yes` answers beforehand.
 *
 * @param total how many posts readers have until now
 */
export async function askLeaving(
  leaving: readonly Leaving[],
  total: number,
  { isAgreed, asks = true }: { readonly isAgreed: boolean; readonly asks?: boolean },
): Promise<void> {
  if (isAgreed || leaving.length === 0) return;
  const lines = leaving.slice(0, mostShown).map(({ path }) => `  - ${path}`);
  if (leaving.length > mostShown) lines.push(`  … and ${leaving.length - mostShown} more`);
  const of = `${plural(leaving.length, "post")} of ${total} that readers have`;
  const explanation = [`${of} would be gone for good (410):`, ...lines, ...aliasLines(leaving)].join("\n");
  const answer = asks ? await confirmed(explanation, "Publish without them?") : undefined;
  if (answer === false) throw new Failure("Nothing was published");
  if (answer === true || (leaving.length <= few && leaving.length < total)) return;
  throw new Failure(
    [
      `${of} would be gone for good (410), so nothing was published. If that is meant, "npm run deploy -- --yes"; if not, look ` +
        `whether this is the right folder, and up to date:`,
      ...lines,
      ...aliasLines(leaving),
    ].join("\n"),
  );
}

const mostShown = 20;
