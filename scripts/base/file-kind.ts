import { type Stats, statSync } from "node:fs";

/** Whether there is a regular file (not a folder, pipe or device), symbolic links followed. */
export const isFile = (path: string): boolean => statsOf(path)?.isFile() ?? false;

export const isFolder = (path: string): boolean => statsOf(path)?.isDirectory() ?? false;

/** Whether a file system error only means that there is nothing to read at a path. */
export const isAbsence = (error: unknown): boolean =>
  error instanceof Error && "code" in error && absences.has(String(error.code));

// Includes circular symbolic links, impossible names (too long, with a U+0000), and folders that we may not enter.
const absences = new Set(["ENOENT", "ENOTDIR", "ELOOP", "ENAMETOOLONG", "ERR_INVALID_ARG_VALUE", "EACCES"]);

function statsOf(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch (error) {
    if (isAbsence(error)) return undefined;
    throw error;
  }
}
