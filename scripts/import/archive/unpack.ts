import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { Failure } from "../../base/failure.ts";
import { inside } from "../../base/inside.ts";
import { isZip, zipEntries } from "./zip.ts";

/**
 * The folder of an export: the one that is given, or a temporary one with what is in the ZIP archive that is given, which goes when the process ends.
 * `expected` says what else a file should have been.
 */
export function unpack(path: string, expected: string): string {
  if (statSync(path).isDirectory()) return path;
  const bytes = readFileSync(path);
  if (!isZip(bytes)) throw new Failure(`${path} is neither a folder nor a ZIP archive, expected ${expected}`);
  const folder = mkdtempSync(join(tmpdir(), "fore-edge-import-"));
  process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
  for (const { path: name, read } of zipEntries(bytes, path)) {
    const to = inside(folder, name);
    mkdirSync(dirname(to), { recursive: true });
    writeFileSync(to, read());
  }
  return folder;
}
