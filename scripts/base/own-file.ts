import { realpathSync, type Stats, statSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { isAbsolute, join, relative, sep } from "node:path";

/** A regular file below a folder. */
export interface OwnFile {
  /** Its absolute path without symbolic links. */
  readonly real: string;
  /** The same below the folder, with `/` between. */
  readonly place: string;
}

/** Why an existing file must not be read: the rest of a sentence that starts with its name, with a cure. */
export interface Refusal {
  readonly refused: string;
}

/**
 * The file at `path` (with `/`) below a folder; undefined if there is none. Refuses hidden files and those that are really
 * elsewhere, by `..` or through a symbolic link. The folder itself may be reached through one.
 */
export function ownFile(folder: string, path: string): OwnFile | Refusal | undefined {
  const file = join(folder, path);
  if (!isFile(file)) return undefined; // most addresses are not files, and this avoids an exception
  const [top, real] = [realPath(folder), realPath(file)];
  if (top === undefined || real === undefined) return undefined;
  const place = below(top, real);
  if (leadsOut(path))
    return { refused: "is outside the content folder; put a copy beside the article or under static/" };
  if (isHidden(path)) return { refused: "is hidden, so it is never published; rename it" };
  if (leadsOut(place))
    return { refused: "is a symbolic link out of the content folder; replace it with the file itself" };
  if (isHidden(place))
    return { refused: `is a symbolic link to ${place}, which is hidden, so it is never published; rename that file` };
  if (place !== path && place.toLowerCase() === path.toLowerCase())
    return { refused: `is spelled ${place}, and not every system finds it under another spelling; write it like that` };
  return { real, place };
}

/**
 * Like `ownFile` in a content folder, for files served as they are or as pictures. Refuses the Markdown of articles, since
 * drafts are secret, settings, and everything else in a content folder that is a project of its own.
 */
export function publicFile(root: string, path: string): OwnFile | Refusal | undefined {
  const found = ownFile(root, path);
  if (!found || "refused" in found || (isPublic(path) && isPublic(found.place))) return found;
  return {
    refused: "can't be published; expected a file under static/, or a file other than Markdown beside an article",
  };
}

/** What is wrong with a folder directly below another that is really outside it. */
export function ownFolder(folder: string, name: string): Refusal | undefined {
  const [top, real] = [realPath(folder), realPath(join(folder, name))];
  return top === undefined || real === undefined || !leadsOut(below(top, real))
    ? undefined
    : { refused: "is a symbolic link out of the content folder; replace it with the folder itself" };
}

/** Whether editors, systems or keepers of secrets use such a name. */
export const isHidden = (path: string): boolean =>
  // Files in `.well-known/` are meant to be served (RFC 8615).
  /(^|\/)\.|(^|\/)#[^/]*#$|~$/.test(path.replace(/^static\/\.well-known(?=\/|$)/, "static"));

const isPublic = (path: string): boolean =>
  path.startsWith("static/") || (/^(posts|pages)\//.test(path) && !markdownOrCopy.test(path));

// Markdown by any of its names, and what editors and people keep of it: `draft.md.bak`.
const markdownOrCopy =
  /\.(mdx?|markdown|mkdn?|mkdown|mdown|mdwn)([._-](backup|bak|copy|old|orig|rej|save|swp|te?mp|\d+))?$/i;

const below = (folder: string, path: string): string => relative(folder, path).split(sep).join("/");

const leadsOut = (path: string): boolean => path.split("/").includes("..") || isAbsolute(path);

/** A path without symbolic links, in the file system's spelling; undefined if there is nothing. */
export const realPath = (path: string): string | undefined => unlessAbsent(() => realpathSync.native(path));

/** Whether there is a regular file, no folder, pipe or device, were it at the end of symbolic links. */
export const isFile = (path: string): boolean => statsOf(path)?.isFile() ?? false;

/** A file's bytes, or undefined if there is no file. */
export const readIfThere = async (path: string): Promise<Buffer | undefined> =>
  isFile(path) ? readFile(path) : undefined;

export const isFolder = (path: string): boolean => statsOf(path)?.isDirectory() ?? false;

/** Whether an error of the file system says no more than that there is nothing to be read at a path. */
export const isAbsence = (error: unknown): boolean =>
  error instanceof Error && "code" in error && absences.has(String(error.code));

// Symbolic links in a circle, names that no file can have (too long, with a U+0000), and folders that only others may enter.
const absences = new Set(["ENOENT", "ENOTDIR", "ELOOP", "ENAMETOOLONG", "ERR_INVALID_ARG_VALUE", "EACCES"]);

const statsOf = (path: string): Stats | undefined => unlessAbsent(() => statSync(path, { throwIfNoEntry: false }));

function unlessAbsent<T>(look: () => T): T | undefined {
  try {
    return look();
  } catch (error) {
    if (isAbsence(error)) return undefined;
    throw error;
  }
}
