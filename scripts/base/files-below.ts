import { existsSync, readdirSync } from "node:fs";
import { join, posix } from "node:path";

/** All files below a folder, as sorted relative paths with `/`, without hidden ones, `node_modules` and symbolic links. */
export function filesBelow(folder: string, skip: (path: string) => boolean = () => false): string[] {
  const walk = (at: string): string[] =>
    readdirSync(join(folder, at), { withFileTypes: true }).flatMap((item) => {
      const path = posix.join(at, item.name);
      if (item.name.startsWith(".") || item.name === "node_modules" || skip(path)) return [];
      if (item.isDirectory()) return walk(path);
      return item.isFile() ? [path] : [];
    });
  return existsSync(folder) ? walk("").sort() : [];
}
