import { join } from "node:path";
import manifest from "../../package.json" with { type: "json" };

/** This code as npm knows it: the repository, or the package that a blog depends on. */
export const engine = manifest;

const folder = join(import.meta.dirname, "../..");

/** The folder in which npm has put this code, or else the packages that it needs. */
export const packages = /^.*[\\/]node_modules(?=[\\/])/.exec(folder)?.[0] ?? join(folder, "node_modules");
