import { type Stats, statSync } from "node:fs";

/** Whether there is a regular file, no folder, pipe or device, were it at the end of symbolic links. */
export const isFile = (path: string): boolean => statsOf(path)?.isFile() ?? false;

export const isFolder = (path: string): boolean => statsOf(path)?.isDirectory() ?? false;

/** Whether an error of the file system says no more than that there is nothing to be read at a path. */
export const isAbsence = (error: unknown): boolean =>
  error instanceof Error && "code" in error && absences.has(String(error.code));

// Symbolic links in a circle, names that no file can have (too long, with a U+0000), and folders that only others may enter.
const absences = new Set(["ENOENT", "ENOTDIR", "ELOOP", "ENAMETOOLONG", "ERR_INVALID_ARG_VALUE", "EACCES"]);

function statsOf(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch (error) {
    if (isAbsence(error)) return undefined;
    throw error;
  }
}
