import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { onTestFinished } from "vitest";
import { parse } from "yaml";
import { planImport } from "../../scripts/import/plan.ts";
import { sentence } from "../../scripts/import/report/sentence.ts";
import type { ReadOptions, ReadSource } from "../../scripts/import/source.ts";

export interface Moved {
  /** Texts by their new paths. */
  readonly texts: Readonly<Record<string, string>>;
  /** All files by their new paths. */
  readonly files: readonly string[];
  /** What `site.yaml` says. */
  readonly site: Readonly<Record<string, unknown>> & { readonly redirects?: Readonly<Record<string, string>> };
  /** All that the report says, a sentence each. */
  readonly notes: readonly string[];
  readonly failures: readonly string[];
  /** Old addresses of a file. */
  readonly aliasesOf: (file: string) => readonly string[];
}

/** Writes the files of an old site, where pictures need no more than a name, and imports them from a folder `name`, without writing the result. */
export function move(
  read: ReadSource,
  files: Readonly<Record<string, string>>,
  options: ReadOptions = {},
  name = "old",
): Moved {
  const temporary = mkdtempSync(join(tmpdir(), "fore-edge-old-"));
  onTestFinished(() => rmSync(temporary, { recursive: true }));
  const root = join(temporary, name);
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text === "" && /\.(png|jpe?g|gif|webp|svg)$/.test(path) ? "GIF89a" : text);
  }
  const names = Object.keys(files);
  const [only = ""] = names;
  const isExport = names.length === 1 && /\.(xml|json)$/.test(only);
  const oldSite = read(isExport ? join(root, only) : root, options);
  const plan = planImport(oldSite, isExport ? undefined : root);
  const texts = Object.fromEntries(plan.files.flatMap((file) => ("text" in file ? [[file.path, file.text]] : [])));
  return {
    texts,
    files: plan.files.map(({ path }) => path).sort(),
    site: (parse(texts["site.yaml"] ?? "{}") ?? {}) as Moved["site"],
    notes: [...oldSite.notes, ...plan.siteNotes, ...plan.notes].map(sentence),
    failures: oldSite.failures.map(sentence),
    aliasesOf: (file) =>
      (parse(/^---\n([^]*?)\n---/.exec(texts[file] ?? "")?.[1] ?? "") as { aliases?: string[] } | null)?.aliases ?? [],
  };
}

/** The text of a file below its front matter. */
export const bodyOf = (text: string | undefined): string => text?.replace(/^---\n[^]*?\n---\n/, "").trim() ?? "";

/** A text with front matter. */
export const page = (fields: Readonly<Record<string, string>>, body = "Text.\n"): string =>
  `---\n${Object.entries(fields)
    .map(([name, value]) => `${name}: ${value}\n`)
    .join("")}---\n${body}`;
