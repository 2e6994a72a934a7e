import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, matchesGlob, posix } from "node:path";
import { filesBelow } from "../../base/files-below.ts";
import { Failure } from "../../base/failure.ts";
import { present } from "../../base/record.ts";
import { originsOf, splitAddress, withBase } from "../config.ts";
import { convertContainers } from "../dialect/containers.ts";
import { type Described, type Found, readArticles } from "../dialect/markdown-site.ts";
import { scriptConfig } from "../dialect/script-config.ts";
import { titleHeading } from "../dialect/title-heading.ts";
import { isMarkdown, siteFolder } from "../files.ts";
import { dateOfName, withoutDate } from "../make-article.ts";
import type { Asset, ReadSource } from "../source.ts";
import { convertVitePress, isWithoutText, vitePressId, vitePressLeftovers } from "./vitepress-text.ts";

const configs = ["ts", "mts", "js", "mjs", "cjs"].map((end) => `config.${end}`);

/** Reads a VitePress site: dated texts are posts, all others pages. */
export const readVitePress: ReadSource = (given, { url }) => {
  const home = [given, ...folders(given)].find((folder) => existsSync(join(folder, ".vitepress")));
  if (home === undefined)
    throw new Failure(`${given} and its folders have no .vitepress, expected the folder of a VitePress site`);
  const places = [".vitepress", ".vitepress/config"].flatMap((folder) =>
    configs.map((name) => join(home, folder, name)),
  );
  const place =
    places.find((file) => existsSync(file)) ?? places.find((file) => existsSync(file.replace("config.", "index.")));
  const config = scriptConfig(place === undefined ? "" : readFileSync(place, "utf8"));
  const root = siteFolder(home, config.text("srcDir") ?? "");
  const excluded = ["README.md", ...config.list("srcExclude")];
  const all = filesBelow(root, (path) => /^(dist|coverage|public)$/.test(path));
  const files = all.filter((file) => isMarkdown(file) && !excluded.some((glob) => matchesGlob(file, glob)));
  if (files.length === 0)
    throw new Failure(`${root} contains no Markdown files, expected the texts of a VitePress site`);
  const base = splitAddress(`http://site${config.text("base") ?? "/"}`).base;
  const clean = config.word("cleanUrls") === "true";
  const { articles, notes, failures } = readArticles({
    root: given,
    texts: posix.join(posix.relative(given, root)),
    files,
    tags: ["tags", "tag", "categories", "category", "keywords"],
    describe: (found) => {
      const described = describe(found, clean);
      return typeof described === "string" ? described : { ...described, urls: withBase(described.urls, base) };
    },
  });
  const shared = filesBelow(siteFolder(root, "public"));
  const rewritten = /\brewrites\s*[:(]/.test(place === undefined ? "" : readFileSync(place, "utf8"));
  return {
    articles,
    statics: shared.map((file): Asset => ({ from: join(root, "public", file), to: `static/${file}` })),
    site: present({
      title: config.text("title"),
      description: config.text("description"),
      url: splitAddress(url).origin,
      language: config.text("lang")?.toLowerCase(),
    }),
    origins: originsOf(url),
    notes: [
      ...notes,
      ...(rewritten
        ? [
            {
              message:
                "the configuration has rewrites, which only VitePress can follow; check the addresses with --compare",
            },
          ]
        : []),
    ],
    failures,
    convert: (article) =>
      convertVitePress(convertContainers(article.body), article, { given, root: posix.relative(given, root) }),
    headingId: (_, words) => vitePressId(words),
    leftovers: vitePressLeftovers,
  };
};

const folders = (root: string): string[] =>
  existsSync(root)
    ? readdirSync(root, { withFileTypes: true })
        .filter((entry) => entry.isDirectory() && !/^(\.|node_modules$)/.test(entry.name))
        .map(({ name }) => join(root, name))
    : [];

function describe({ file, foreign, fields, body }: Found, clean: boolean): Described | string {
  if (foreign.text("layout") === "home" || isWithoutText(body))
    return "is made of components and has no text of its own, and was not imported";
  const heading = titleHeading(body);
  const isSame = heading !== undefined && (fields.title === undefined || fields.title === heading.title);
  if (isSame) fields.title = heading.title;
  const path = file.replace(/\.\w+$/, "");
  const isIndex = /(^|\/)index$/i.test(path);
  const name = (isIndex ? posix.dirname(path) : path).replace(/^.*\//, "").replace(/^\.$/, "home");
  const date = fields.date ?? dateOfName(name);
  if (date !== undefined) fields.date = date;
  const bare = isIndex ? `/${path.replace(/index$/i, "")}` : `/${path}`;
  return {
    kind: fields.date === undefined ? "page" : "post",
    name,
    slug: withoutDate(name),
    body: isSame ? heading.rest : body,
    // Hosts answer both forms, whichever is in the links.
    urls: isIndex ? [bare] : clean ? [bare, `${bare}.html`] : [`${bare}.html`, bare],
  };
}
