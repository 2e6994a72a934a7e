import { constants, copyFile, stat } from "node:fs/promises";

/**
 * Copies a file whose name tells its content, unless it is there already. The size is compared, since a copy that was
 * killed leaves a shorter file.
 */
export async function copyOnce(from: string, to: string): Promise<void> {
  const [source, target] = await Promise.all([stat(from), stat(to).catch(() => undefined)]);
  if (target?.size !== source.size) await copyFile(from, to, constants.COPYFILE_FICLONE);
}
