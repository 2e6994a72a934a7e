import { readFileSync } from "node:fs";
import { dirname, join, posix } from "node:path";
import { commonFields } from "../common-fields.ts";
import { Foreign } from "../foreign.ts";
import { makeArticle } from "../make-article.ts";
import { failureOf, type Matter, splitMatter } from "../matter.ts";
import type { Note, OldArticle, OldSite } from "../source.ts";

/** What a system makes of a Markdown file. */
export interface Described extends Pick<OldArticle, "kind" | "name" | "slug" | "urls"> {
  /** Absolute folder that the text's relative paths start from, if it is not the file's own. */
  readonly folder?: string;
  /** The text, if it is not all that follows the front matter. */
  readonly body?: string;
  readonly bundle?: OldArticle["bundle"];
  readonly notes?: OldArticle["notes"];
}

/** One of the Markdown files of a site while it is read. `fields` may be changed. */
export interface Found {
  /** Path below the folder of texts. */
  readonly file: string;
  readonly foreign: Foreign;
  readonly fields: ReturnType<typeof commonFields>;
  readonly body: string;
}

/** A system that keeps its texts as Markdown files, as far as it differs from the others. */
export interface MarkdownSystem {
  /** The site's folder, an absolute path. */
  readonly root: string;
  /** Where its texts are, below the site's folder; an empty path for the folder itself. */
  readonly texts?: string;
  /** Its Markdown files, as paths below that. */
  readonly files: readonly string[];
  /** Splits a file, if its front matter is not just YAML, TOML or JSON. */
  readonly split?: (text: string, file: string) => Matter;
  /** Names of the fields that become tags. */
  readonly tags: readonly string[];
  /** What a file is; a text says why it is not imported, and stands in the report. */
  readonly describe: (found: Found) => Described | string;
}

/** The articles of a site of Markdown files, what is to be said about the site, and what could not be read. */
export function readArticles({
  root,
  texts = "",
  files,
  split = splitMatter,
  tags,
  describe,
}: MarkdownSystem): Pick<OldSite, "articles" | "notes" | "failures"> {
  const articles: OldArticle[] = [];
  const notes: Note[] = [];
  const failures: Note[] = [];
  for (const file of files) {
    try {
      const { data, body, comments } = split(readFileSync(join(root, texts, file), "utf8"), file);
      const foreign = new Foreign(data);
      const fields = commonFields(foreign, tags);
      const described = describe({ file, foreign, fields, body });
      if (typeof described === "string") notes.push({ message: `… ${described}`, of: [file] });
      else
        articles.push(
          makeArticle(
            { source: posix.join(texts, file), folder: join(root, texts, dirname(file)), body, ...described, fields },
            foreign,
            comments,
          ),
        );
    } catch (error) {
      failures.push(failureOf(file, error));
    }
  }
  return { articles, notes, failures };
}
