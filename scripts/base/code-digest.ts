import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import manifest from "../../package.json" with { type: "json" };

const project = join(import.meta.dirname, "../..");
const versions: Readonly<Record<string, string>> = manifest.dependencies;

const typesOnly = /^import type [^;]*;/gm;
const imported = /\b(?:from|import|import\(|URL\()\s*"(\.[^"]*\.(?:ts|json)|(?:@[^/"]+\/)?[^./"][^/"]*)/g;

/**
 * Digest of a module's code: of its file, of all that it imports, also later or as a thread, and of the exact versions of
 * the packages that these name. What a build remembers is found under it, so that nobody has to say which code made it.
 */
export function codeDigest(entry: string): string {
  const hash = createHash("sha256").update(process.versions["unicode"] ?? "");
  const modules = new Set([entry]);
  for (const file of modules) {
    const code = readFileSync(file, "utf8");
    const path = relative(project, file).replaceAll("\\", "/"); // the same digest on Windows
    hash.update(`${path}:${code.length}:${code}`);
    for (const [, name = ""] of code.replace(typesOnly, "").matchAll(imported))
      if (name.startsWith(".")) modules.add(join(dirname(file), name));
      else hash.update(`${name}:${versions[name]}:`);
  }
  return hash.digest("hex").slice(0, 32);
}
