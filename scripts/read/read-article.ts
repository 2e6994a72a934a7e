import { wording } from "../../src/views/wording.ts";
import { damagesOf, placeInBody } from "../base/line-and-column.ts";
import type { FileProblem } from "../base/problems.ts";
import { present } from "../base/record.ts";
import { zoneOf } from "../base/zone.ts";
import { educated } from "../markdown/quotes.ts";
import { type Rendered, renderMarkdown } from "../markdown/markdown.ts";
import type { ArticleSettings } from "./article-settings.ts";
import type { FieldProblem } from "./fields.ts";
import { type FrontMatter, readFrontMatter } from "./front-matter.ts";
import { type Page, parseArticle, type Post } from "./parse-article.ts";

/** A file as it was read, before it is compiled. */
export interface ReadArticle {
  /** Absent if the front matter, and so the file, can't be read. */
  readonly read?: { readonly matter: FrontMatter; readonly rendered: Rendered };
  /** Absent when there were errors. */
  readonly article: Post | Page | undefined;
  readonly problems: readonly FileProblem[];
}

/** Reads Markdown files, those of `posts/` as posts and those of `pages/` as pages. */
export function articleReader(settings: ArticleSettings): (file: string, source: string) => ReadArticle {
  const { resolve } = zoneOf(settings.timezone, settings.language);

  const read = (file: string, source: string): ReadArticle => {
    const problems = damagesOf(source);
    const matter = readFrontMatter(source.toWellFormed());
    if (!("data" in matter)) return { article: undefined, problems: [...problems, { severity: "error", ...matter }] };

    for (const warning of matter.warnings) problems.push({ severity: "warning", ...warning });

    const report = (problem: FieldProblem): void => {
      problems.push({ severity: problem.severity, ...matter.locate(problem), message: problem.message });
    };
    const parsed = parseArticle(file, matter.data, { ...settings, resolve }, report);

    const lang = parsed?.lang ?? settings.language;
    const { smartQuotes, policy } = settings;
    const article = parsed && smartQuotes ? withSigns(parsed, lang) : parsed;
    const rendered = renderMarkdown(matter.body, { lang, smartQuotes, policy, words: wording(settings, lang) });
    for (const problem of rendered.problems) problems.push({ ...problem, ...placeInBody(matter, problem) });
    return { read: { matter, rendered }, article, problems };
  };

  return (file, source) => {
    try {
      return read(file, source);
    } catch (cause) {
      throw new Error(`${file} could not be compiled`, { cause }); // a bug, which is easier to find if the file is known
    }
  };
}

/** Typographic quotes and dashes in what is shown of the front matter. */
function withSigns<A extends Post | Page>(article: A, lang: string): A {
  const { title, description, imageAlt } = article;
  const signs = (text: string | undefined): string | undefined => text && educated(text, lang);
  const others = present({ description: signs(description), imageAlt: signs(imageAlt) });
  return { ...article, title: educated(title, lang), ...others };
}
