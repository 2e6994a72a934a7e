import { existsSync, readdirSync } from "node:fs";
import { join, relative, sep } from "node:path";

/** All files below a folder, as sorted relative paths with `/`, without hidden ones, `node_modules` and symbolic links. */
export function filesBelow(folder: string, skip: (path: string) => boolean = () => false): string[] {
  const found: string[] = [];
  const walk = (at: string): void => {
    for (const item of readdirSync(at, { withFileTypes: true })) {
      const full = join(at, item.name);
      const path = relative(folder, full).split(sep).join("/");
      if (item.name.startsWith(".") || item.name === "node_modules" || skip(path)) continue;
      if (item.isDirectory()) walk(full);
      else if (item.isFile()) found.push(path);
    }
  };
  if (existsSync(folder)) walk(folder);
  return found.sort();
}
