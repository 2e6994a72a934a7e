import { isAbsolute, join, relative, sep } from "node:path";
import { Failure } from "./failure.ts";

/**
 * Where to write a file whose name comes from content. Throws `Failure` for a path outside the folder: no name should lead
 * there, and this makes sure.
 */
export function inside(folder: string, name: string): string {
  const path = join(folder, name);
  const below = relative(folder, path);
  if (below === "" || below.split(sep)[0] === ".." || isAbsolute(below) || below.includes("\u0000"))
    throw new Failure(`"${name}" would be written outside ${folder}; rename what it is made from`);
  return path;
}
