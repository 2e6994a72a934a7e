import { constants, copyFile, stat } from "node:fs/promises";

/**
 * Copies a file whose name identifies its content, unless it is already there. Compares sizes, since a killed copy leaves a
 * shorter file.
 */
export async function copyOnce(from: string, to: string): Promise<void> {
  const [source, target] = await Promise.all([stat(from), stat(to).catch(() => undefined)]);
  if (target?.size !== source.size) await copyFile(from, to, constants.COPYFILE_FICLONE);
}
