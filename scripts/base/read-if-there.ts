import { readFile } from "node:fs/promises";
import { isFile } from "./own-file.ts";

/** A file's bytes, or undefined if there is no file. */
export const readIfThere = async (file: string): Promise<Buffer | undefined> =>
  isFile(file) ? readFile(file) : undefined;
