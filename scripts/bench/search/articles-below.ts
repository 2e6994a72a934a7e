import { readFileSync } from "node:fs";
import { join } from "node:path";
import { filesBelow } from "../../base/files-below.ts";
import { BodyLexer, optionsFor } from "../../markdown/lexer/lexer.ts";
import { plainText } from "../../markdown/plaintext.ts";
import { readFrontMatter } from "../../read/front-matter.ts";
import type { Searchable } from "../../search-index/analysis.ts";

export interface Article extends Searchable {
  /** The front matter's, as some blogs have it, else the file's. */
  readonly path: string;
  readonly date: string;
}

/** The articles of a folder of Markdown, the oldest first, whatever generator it is for: all that have a title. */
export function articlesBelow(folder: string): readonly Article[] {
  const articles = filesBelow(folder)
    .filter((name) => name.endsWith(".md"))
    .flatMap((name) => articleOf(name, readFileSync(join(folder, name), "utf8")));
  return articles.toSorted((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : a.path < b.path ? -1 : 1));
}

/** None where there is no title. */
export function articleOf(name: string, source: string): readonly Article[] {
  const matter = readFrontMatter(source);
  if (!("data" in matter)) return [];
  const { title, description, date, path, tags } = matter.data;
  if (typeof title !== "string" || title.trim() === "") return [];
  const itsPath = typeof path === "string" ? path : name.replace(/\.md$/, "");
  return [
    {
      path: itsPath,
      date: textOf(date) || itsPath.replace(/^\D*(\d{4})\/(\d\d)\/(\d\d).*$/, "$1-$2-$3"),
      title: title.trim(),
      description: typeof description === "string" ? description : "",
      tags: Array.isArray(tags) ? tags.map(textOf) : [],
      text: plainText(new BodyLexer(optionsFor(matter.body)).lex(matter.body)),
      language: "en",
    },
  ];
}

const textOf = (value: unknown): string =>
  typeof value === "string" || typeof value === "number"
    ? String(value)
    : value !== null && typeof value === "object"
      ? JSON.stringify(value)
      : "";
