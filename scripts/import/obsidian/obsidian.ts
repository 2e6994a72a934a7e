import { existsSync, readFileSync } from "node:fs";
import { basename, join, posix } from "node:path";
import { filesBelow } from "../../base/files-below.ts";
import { Failure } from "../../base/failure.ts";
import { plural } from "../../base/order.ts";
import { isRecord, present } from "../../base/record.ts";
import { originsOf, splitAddress } from "../config.ts";
import { keepLineBreaks } from "../dialect/line-breaks.ts";
import { type Described, type Found, readArticles } from "../dialect/markdown-site.ts";
import { titleHeading } from "../dialect/title-heading.ts";
import { isMarkdown } from "../files.ts";
import { dateOfName } from "../make-article.ts";
import { dateTokens, expandPermalink } from "../permalink.ts";
import { splitMatter } from "../matter.ts";
import type { OldArticle, ReadSource } from "../source.ts";
import { convertObsidian, obsidianLeftovers, type Vault } from "./obsidian-text.ts";

/** Reads an Obsidian vault: dated notes are posts, all others pages. */
export const readObsidian: ReadSource = (root, { url, permalink }) => {
  const all = filesBelow(root);
  const templates = folderSetting(root, "templates.json", "folder");
  const files = all.filter(
    (file) => isMarkdown(file) && !(templates !== undefined && file.startsWith(`${templates}/`)),
  );
  if (files.length === 0) throw new Failure(`${root} contains no Markdown files, expected an Obsidian vault`);
  const drawings = files.filter((file) => file.endsWith(".excalidraw.md"));
  const published = new Set<string>();
  const withheld = new Set<string>();
  const aliases = new Map<string, readonly string[]>(); // further names that links may call notes by
  const { articles, notes, failures } = readArticles({
    root,
    files: files.filter((file) => !drawings.includes(file)),
    split: (text, file) => {
      const matter = splitMatter(text);
      const choice = matter.data["publish"] ?? matter.data["dg-publish"];
      if (choice === true || choice === "true") published.add(file);
      if (choice === false || choice === "false") withheld.add(file);
      return matter;
    },
    tags: ["tags", "tag", "keywords"],
    describe: (found) => {
      const described = describe(found, permalink);
      aliases.set(found.file, found.foreign.list("aliases", "alias"));
      found.foreign.flag("dg-publish", "publish");
      return described;
    },
  });
  const isChosen = published.size > 0;
  const vault = vaultOf(all, articles, aliases);
  const strict = setting(root, "app.json")["strictLineBreaks"] === true;
  const unshown = all.filter((file) => /\.(canvas|base)$/.test(file)).length + drawings.length;
  return {
    // What a vault publishes it names; where it names nothing, all of it was chosen for the import.
    articles: articles.map((article) =>
      (isChosen ? published.has(article.source) : !withheld.has(article.source)) ? article : heldBack(article),
    ),
    statics: [],
    site: present({ url: splitAddress(url).origin }),
    origins: originsOf(url),
    notes: [
      ...notes,
      ...(isChosen
        ? [
            {
              message: "drafts here, since they don't say publish: true: …",
              of: [plural(articles.length - published.size, "note")],
            },
          ]
        : []),
      ...(unshown === 0
        ? []
        : [
            {
              message: "not imported, since no text can show it: …",
              of: [unshown === 1 ? "1 canvas or drawing" : `${unshown} canvases or drawings`],
            },
          ]),
    ],
    failures,
    convert: ({ body, source }) => {
      const text = convertObsidian(body, source, vault);
      return strict ? text : keepLineBreaks(text);
    },
    leftovers: obsidianLeftovers,
  };
};

function setting(root: string, name: string): Readonly<Record<string, unknown>> {
  const file = join(root, ".obsidian", name);
  try {
    const parsed: unknown = existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : undefined;
    return isRecord(parsed) ? parsed : {};
  } catch {
    return {}; // a setting that can't be read is as good as none
  }
}

function folderSetting(root: string, file: string, name: string): string | undefined {
  const value = setting(root, file)[name];
  return typeof value === "string" && value !== "" ? value.replace(/\/$/, "") : undefined;
}

function describe({ file, foreign, fields, body }: Found, pattern: string | undefined): Described {
  const path = file.replace(/\.\w+$/, "");
  const name = basename(path);
  // In a vault a note is called by the name of its file.
  fields.title ??= name;
  const date = fields.date ?? dateOfName(name);
  if (date !== undefined) fields.date = date;
  const own = foreign.text("permalink", "dg-permalink");
  const tags = inlineTags(body);
  if (tags.length > 0) fields.tags = [...new Set([...(fields.tags ?? []).map(withoutHash), ...tags])];
  const slug = foreign.text("slug");
  const parts = path.split("/");
  const written = slug ?? parts.map((part) => part.trim().replaceAll(/\s+/g, "-")).join("/");
  const urls = [
    ...(own === undefined ? [] : [`/${own.replace(/^\//, "")}`]),
    ...(pattern === undefined
      ? []
      : [expandPermalink(pattern, { ...dateTokens(date ?? ""), slug: slug ?? kebab(name), path })]),
    // Obsidian Publish has `+` for spaces; Quartz and most others hyphens.
    ...(pattern === undefined ? [`/${parts.join("/").replaceAll(" ", "+")}`, `/${written.replace(/^\//, "")}`] : []),
  ];
  const heading = titleHeading(body);
  return {
    kind: date === undefined ? "page" : "post",
    name,
    // A heading that repeats the name would stand below it.
    ...(heading?.title === fields.title && { body: heading?.rest ?? body }),
    slug: slug?.replace(/^.*\//, "") ?? (kebab(name.replace(/^\d{4}-\d\d-\d\d[ _-]+(?=.)/, "")) || name),
    urls: [...new Set(urls)],
  };
}

const kebab = (name: string): string =>
  name
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{M}\p{N}]+/gu, "-")
    .replaceAll(/^-|-$/g, "");

const withoutHash = (tag: string): string => tag.replace(/^#/, "");

/** Tags on a line of their own, which are not part of the text. */
function inlineTags(body: string): string[] {
  const lines = body.split("\n").filter((line) => /^\s*(?:#[\p{L}\p{N}_/-]*\p{L}[\p{L}\p{N}_/-]*\s*)+$/u.test(line));
  return lines.flatMap((line) => line.trim().split(/\s+/).map(withoutHash));
}

const heldBack = (article: OldArticle): OldArticle => ({ ...article, fields: { ...article.fields, draft: true } });

/** Finds notes and files by the names that links give them: the end of a path, without `.md`, in any case. */
function vaultOf(
  all: readonly string[],
  articles: readonly OldArticle[],
  aliases: ReadonlyMap<string, readonly string[]>,
): Vault {
  const keyOf = (path: string): string => path.normalize("NFC").toLowerCase();
  const named = Map.groupBy(all, (file) => keyOf(basename(file)));
  const find = (name: string): string | undefined => {
    const found = (named.get(keyOf(basename(name))) ?? []).filter((file) =>
      keyOf(`/${file}`).endsWith(keyOf(`/${name.replace(/^\//, "")}`)),
    );
    return found.toSorted((a, b) => a.split("/").length - b.split("/").length)[0];
  };
  const paths = new Set(all);
  const bodies = new Map(articles.map(({ source, body }) => [source, body]));
  const aliased = new Map([...aliases].flatMap(([file, others]) => others.map((name) => [keyOf(name), file] as const)));
  return {
    note: (name) => find(/\.md$/i.test(name) ? name : `${name}.md`) ?? aliased.get(keyOf(name)),
    file: (name) => find(name),
    text: (source) => bodies.get(source),
    has: (path) => paths.has(path),
    relative: (from, to) =>
      encodeURI(posix.relative(posix.dirname(from), to)).replaceAll(/[()]/g, (sign) => (sign === "(" ? "%28" : "%29")),
  };
}
