import { readFile } from "node:fs/promises";

/** A file's bytes, or undefined if there is no file. */
export async function readIfThere(file: string): Promise<Buffer | undefined> {
  try {
    return await readFile(file);
  } catch (error) {
    if (error instanceof Error && "code" in error && ["ENOENT", "ENOTDIR", "EISDIR"].includes(String(error.code)))
      return undefined;
    throw error;
  }
}
