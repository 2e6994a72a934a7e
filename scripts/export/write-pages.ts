import { linkSync, lstatSync, mkdirSync, rmSync, type Stats, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { type Header, isFileKind } from "../../src/content/release.ts";
import type { Site } from "../../src/content/site.ts";
import type { Frame } from "../../src/views/frame.ts";
import { bodyOf } from "../../src/http/representation.ts";
import type { ReadyPage } from "../build/compile-site.ts";
import { importTheme, problemOf } from "../build/project-theme.ts";
import type { Problem } from "../base/problems.ts";
import { inside } from "../base/inside.ts";
import { bytesReader, decoder } from "../store/database.ts";
import { type Stamp, stampOf } from "../store/kept-files.ts";
import { utf8Of } from "../store/utf8.ts";

/** A route that becomes a file. */
export interface Page extends ReadyPage {
  /** Of the file that the last export wrote of the same. */
  readonly stamp?: Stamp | undefined;
}

/** What is around pages. */
export interface FrameSettings {
  readonly site: Site;
  readonly style: Header["style"];
  /** URL of the module that has the theme. */
  readonly theme: string;
}

export interface PageSettings extends FrameSettings {
  /** Gets the pages. */
  readonly folder: string;
  /** Where the last export is, if there is one. */
  readonly lastFolder: string;
  /** The database of the cache, which has the blobs. */
  readonly cache: string;
}

/** What is around pages, with the theme, which no thread can be sent. */
export async function frameOf({ site, style, theme }: FrameSettings): Promise<Frame> {
  return { site, style, theme: await importTheme(new URL(theme)) };
}

/** Below the folder of pages `posts/hello/index.html` for `/posts/hello/`. Hosts decode a path before they look for its file. */
const nameOf = (path: string): string => decodeURIComponent(path.endsWith("/") ? `${path}index.html` : path).slice(1);

/** The file of a page. */
export const fileOf = (path: string, { folder }: Pick<PageSettings, "folder">): string => inside(folder, nameOf(path));

/** Writes pages as the worker sends them, where a host looks for them. */
export async function pageWriter(settings: PageSettings): Promise<(page: Page) => Outcome> {
  const { lastFolder, cache } = settings;
  const frame = await frameOf(settings);
  let read: ReturnType<typeof bytesReader> | undefined;
  const bytesOf = (key: string): Uint8Array | undefined => (read ??= bytesReader(cache))(key);
  const made = new Set<string>();
  return ({ path, kind, key, stamp, bytes }) => {
    const file = fileOf(path, settings);
    const parent = dirname(file);
    if (!made.has(parent)) mkdirSync(parent, { recursive: true });
    made.add(parent);
    if (stamp && takeOver(join(lastFolder, nameOf(path)), stamp, file)) return { stamp };
    const blob = bytes ?? bytesOf(key);
    if (blob === undefined) throw new Error(`${cache} does not have the blob ${key} of ${path}`);
    return written(file, () => (isFileKind(kind) ? blob : utf8Of(bodyOf(kind, decoder.decode(blob), frame))), settings);
  };
}

/** Of the file that was written, unless a view throws. */
export type Outcome = { readonly stamp: Stamp } | { readonly problem: Problem };

export function written(file: string, render: () => Uint8Array, { theme }: Pick<PageSettings, "theme">): Outcome {
  let body: Uint8Array;
  try {
    body = render();
  } catch (error) {
    return { problem: problemOf(error, new URL(theme)) };
  }
  writeFileSync(file, body);
  return { stamp: stampOf(lstatSync(file)) };
}

/** Gives a file another name, unless it is not as it was left, or the system refuses. Returns whether it did. */
function takeOver(file: string, stamp: Stamp, to: string): boolean {
  try {
    linkSync(file, to);
  } catch {
    return false;
  }
  if (isAsLeft(lstatSync(to), stamp)) return true;
  rmSync(to);
  return false;
}

/** Whether a file with two names, the last export's and ours, is one that we would write like that. */
const isAsLeft = (stats: Stats, stamp: Stamp): boolean =>
  stats.isFile() &&
  stats.nlink === 2 &&
  stats.uid === (process.geteuid?.() ?? stats.uid) &&
  (stats.mode & 0o777) === (0o666 & ~process.umask()) &&
  String(stampOf(stats)) === String(stamp);
