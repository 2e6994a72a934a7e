import { closeSync, openSync, readdirSync, readFileSync, readSync, realpathSync, type Stats, statSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { isAbsolute, join, posix, relative, sep } from "node:path";

/** A regular file below a folder. */
export interface OwnFile {
  /** Its absolute path without symbolic links. */
  readonly real: string;
  /** The same below the folder, with `/` between. */
  readonly place: string;
}

/** One with the path at which it was found, which may keep accents apart from their letters where the path asked for does not. */
export interface FoundFile extends OwnFile {
  readonly path: string;
}

/** Why an existing file must not be read: the rest of a sentence that starts with its name, with a cure. */
export interface Refusal {
  readonly refused: string;
  /** The path that was meant, if this one only spells it with other capitals. */
  readonly meant?: string;
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
  return place !== path && place.toLowerCase() === path.toLowerCase() ? spelled(place) : { real, place };
}

const spelled = (meant: string): Refusal => ({
  refused: `is spelled ${meant}, and not every system finds it under another spelling; write it like that`,
  meant,
});

/**
 * Like `ownFile` in a content folder, for files served as they are or as pictures, whatever their accents are made of (macOS keeps them
 * apart from their letters). Refuses the Markdown of articles, since drafts are secret, settings, and everything else in a
 * content folder that is a project of its own.
 */
export function publicFile(root: string, asked: string): FoundFile | Refusal | undefined {
  const path = isFile(join(root, asked)) ? asked : likeIt(root, asked);
  if (path === undefined) return undefined;
  if (composed(path) !== composed(asked)) return spelled(path);
  const found = ownFile(root, path);
  if (!found || "refused" in found) return found;
  if (isPublic(path) && isPublic(found.place)) return { ...found, path };
  return {
    refused: "can't be published; expected a file under static/, or a file other than Markdown beside an article",
  };
}

const composed = (name: string): string => name.normalize("NFC");

/** The path of a file whose name differs from one that is not there by no more than how its accents are made, or else by case. */
function likeIt(root: string, path: string): string | undefined {
  // What has no ending is an address for the most part.
  if (leadsOut(path) || isHidden(path) || !/\.\w+$/.test(path)) return undefined;
  let found = "";
  for (const part of path.split("/")) {
    const names = unlessAbsent(() => readdirSync(join(root, found))) ?? [];
    const loose = composed(part).toLowerCase();
    const name =
      names.find((each) => each === part) ??
      names.find((each) => composed(each) === composed(part)) ??
      names.find((each) => composed(each).toLowerCase() === loose);
    if (name === undefined) return undefined;
    found = posix.join(found, name);
  }
  return isFile(join(root, found)) && isPublic(found) ? found : undefined;
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

/** Whether there is a regular file, not a folder, pipe or device, possibly at the end of symbolic links. */
export const isFile = (path: string): boolean => statsOf(path)?.isFile() ?? false;

/** A file's bytes, or undefined if there is no file. */
export const readIfThere = async (path: string): Promise<Buffer | undefined> =>
  isFile(path) ? readFile(path) : undefined;

/**
 * Reads files one after the other, what is there of each only until the next is read: in new memory for each, hundreds of pictures take twice as
 * long to read and to clear away as their digests do.
 */
export function readerInTurn(): (path: string) => Buffer | undefined {
  let memory = Buffer.allocUnsafeSlow(1 << 20);
  return (path) => {
    if (!isFile(path)) return undefined;
    const file = openSync(path, "r");
    try {
      for (let end = 0; ;) {
        const count = readSync(file, memory, { offset: end });
        if (count === 0) return memory.subarray(0, end);
        end += count;
        if (end === memory.length) memory = Buffer.concat([memory], 2 * end);
      }
    } finally {
      closeSync(file);
    }
  };
}

/** A file's text, or undefined if there is none that can be read. */
export const textIfThere = (path: string): string | undefined => unlessAbsent(() => readFileSync(path, "utf8"));

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
