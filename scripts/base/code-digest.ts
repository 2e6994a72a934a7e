import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { engine } from "./engine.ts";
import { common } from "./program/common.ts";

const versions: Readonly<Record<string, string>> = engine.dependencies;

const typesOnly = /^import type [^;]*;/gm;
const imported = /\b(?:from|import|import\(|require\(|URL\()\s*"(\.[^"]*\.(?:json|[jt]s)|(?:@[^/"]+\/)?[^./"][^/"]*)/g;

/**
 * Digest of a module's code: of its file, of all that it imports, also later or as a thread, and of the exact versions of
 * the packages that these name. What a build remembers is found under it, so that nobody has to say which code made it.
 */
export function codeDigest(entry: URL): string {
  const tables = process.versions["unicode"] ?? "";
  const key = `code ${tables} ${entry.href}`;
  const known = common?.note(key);
  if (known !== undefined) return known;
  const digest = digestOfCode(entry, tables);
  common?.addNote(key, digest);
  return digest;
}

function digestOfCode(entry: URL, tables: string): string {
  const hash = createHash("sha256").update(tables);
  const modules = new Set([entry.href]);
  for (const module of modules) {
    const code = readFileSync(new URL(module), "utf8");
    hash.update(`${code.length}:${code}`); // without its path: the same digest wherever this code is
    for (const [, name = ""] of code.replace(typesOnly, "").matchAll(imported))
      if (name.startsWith(".")) modules.add(new URL(name, module).href);
      else hash.update(`${name}:${versions[name]}:`);
  }
  return hash.digest("hex").slice(0, 32);
}
