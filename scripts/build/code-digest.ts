import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { compare } from "../base/order.ts";

const project = join(import.meta.dirname, "../..");
const folders = ["base", "build", "feeds", "images", "markdown", "read", "routes", "site", "store", "timeline"]
  .map((room) => `scripts/${room}`)
  .concat("src");

/**
 * Digest of all that decides what becomes of the same content: our own sources, the exact dependencies, and the runtime with
 * its tables of languages and zones. What was made by other code is never taken from a cache.
 */
export function codeDigest(): string {
  const hash = createHash("sha256");
  const { node, icu, tz, unicode } = process.versions;
  hash.update(JSON.stringify([node, icu, tz, unicode]));
  const sources = folders.flatMap((folder) =>
    readdirSync(join(project, folder), { recursive: true, encoding: "utf8" }).map((name) => `${folder}/${name}`),
  );
  for (const file of ["package-lock.json", ...sources.filter((name) => name.endsWith(".ts")).sort(compare)]) {
    const content = readFileSync(join(project, file));
    hash.update(`${file}:${content.byteLength}:`).update(content);
  }
  return hash.digest("hex");
}
