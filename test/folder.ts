import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll } from "vitest";

// What npm has installed takes minutes to delete where much else runs.
const patient = 600_000;

/** A folder of its own for the tests of a file, gone when they are done. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "fore-edge-test-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }), patient);
  return folder;
}

/** Writes files below a folder and gives the folder back. */
export function write(folder: string, files: Readonly<Record<string, string | Uint8Array>>): string {
  mkdirSync(folder, { recursive: true });
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  return folder;
}

/** A post with a title and a date, and whatever else is to stand in its front matter. */
export const post = (
  title: string,
  date: string,
  more: Readonly<Record<string, string>> = {},
  body = `Text of ${title}.`,
): string =>
  [
    "---",
    `title: ${title}`,
    `date: ${date}`,
    ...Object.entries(more).map(([name, value]) => `${name}: ${value}`),
    "---",
    "",
    body,
    "",
  ].join("\n");
