import { type Dirent, existsSync, readdirSync } from "node:fs";
import { join, posix, relative, sep } from "node:path";

/**
 * All files below a folder, as sorted relative paths with `/`, without hidden ones, `node_modules` and symbolic links. `refused`
 * is told about a folder that can't be read; without it the error is thrown.
 */
export function filesBelow(
  folder: string,
  skip: (path: string) => boolean = () => false,
  refused: (path: string, error: unknown) => void = (_, error) => {
    throw error;
  },
): string[] {
  const items = (at: string): Dirent[] => {
    try {
      return readdirSync(join(folder, at), { withFileTypes: true });
    } catch (error) {
      refused(at, error);
      return [];
    }
  };
  const walk = (at: string): string[] =>
    items(at).flatMap((item) => {
      const path = posix.join(at, item.name);
      if (item.name.startsWith(".") || item.name === "node_modules" || skip(path)) return [];
      if (item.isDirectory()) return walk(path);
      return item.isFile() ? [path] : [];
    });
  return existsSync(folder) ? walk("").sort() : [];
}

/** All files below a folder of our own, hidden ones too, as relative paths with `/`. */
export const filesIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((item) => item.isFile())
    .map(({ parentPath, name }) => relative(folder, join(parentPath, name)).split(sep).join("/"));
