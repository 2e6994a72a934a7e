import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { renderMarkdown } from "../../scripts/markdown/markdown.ts";
import { cutAtPlaces, english, isInTexts, type Word, type Words } from "../../src/content/words.ts";
import type { Frame } from "../../src/views/frame.ts";
import { renderApology, renderSearch } from "../../src/views/render.ts";
import { theme } from "../../src/views/default-theme.ts";
import { wording } from "../../src/views/wording.ts";
import { compile } from "../compiled-site.ts";
import { fill } from "../fill.ts";
import { blocksOf } from "../whole/docs/blocks.ts";
import * as fixtures from "../fixtures/views/models.ts";
import { post, temporaryFolder } from "../folder.ts";
import { Dom, models, render, searches } from "./pages.ts";
import { readSettings } from "../read/settings/read-settings.ts";

const folder = temporaryFolder();

const [example = "", inEnglish = "", inGerman = ""] = blocksOf("docs/words.md").map(({ text }) => text);
const german = readSettings(inGerman).site?.words ?? {};

/** Every kind of page, and what they show when there is little or much to show. */
function pagesOf(words: Words, language = "de"): ReadonlyMap<string, string> {
  const frame: Frame = { site: { ...fixtures.site, language, words }, style: { text: "" }, theme };
  const { spine, years } = { spine: { title: "The spine", path: "/posts/spine/" }, years: fixtures.archive.years };
  const { updated: _, ...written } = fixtures.page;
  return new Map([
    ...Object.entries(models).map(([name, [kind, model]]) => [name, render(kind, model, frame)] as const),
    ["partsBeside", render("post", { ...fixtures.post, older: spine, newer: fixtures.post.series?.next }, frame)],
    ["undated", render("page", written, frame)],
    ["noPosts", render("list", { ...fixtures.home, posts: [] }, frame)],
    ["noTags", render("tags", { ...fixtures.tags, tags: [] }, frame)],
    ["otherAuthor", render("list", { ...fixtures.authorList, title: "Ben Vellum" }, frame)],
    [
      "largeArchive",
      render("archive", { ...fixtures.archive, years: years.map((each) => ({ ...each, count: 300 })) }, frame),
    ],
    ...Object.entries(searches).map(([name, model]) => [name, renderSearch(model, frame)] as const),
    ["notFound", renderApology("notFound", frame, spine)],
    ["gone", renderApology("gone", frame)],
    ["failure", renderApology("failure", frame)],
  ]);
}

/** Pages that have a language of their own. */
const ownLanguage = ["arabicPost", "japanesePost"];

const markdown = `## A\n\nOne[^1].\n\n| a |\n| - |\n| b |\n\n${["note", "tip", "important", "warning", "caution"]
  .map((kind) => `> [!${kind.toUpperCase()}]\n> Text\n\n`)
  .join("")}[^1]: Two\n`;

/** A text with all that the build says in one, as HTML. */
const textOf = (words: Words, language = "de", lang = language): string =>
  fill(renderMarkdown(markdown, { lang, smartQuotes: false, words: wording({ language, words }, lang) }).pieces);

describe("docs/words.md", () => {
  it("has every word in English, as it is", () => {
    expect(readSettings(inEnglish)).toMatchObject({ problems: [], site: { words: english } });
  });

  it("has every word in German", () => {
    expect(readSettings(inGerman)).toMatchObject({ problems: [], site: { language: "de" } });
    expect(Object.keys(german)).toEqual(Object.keys(english));
  });

  it("begins with an example that works", () => {
    expect(readSettings(example)).toMatchObject({ problems: [], site: { words: { older: "Älter" } } });
  });
});

describe("words in site.yaml", () => {
  it("are known by name, a misspelt one by its neighbour", () => {
    expect(readSettings("words:\n  older: Älter\n  newr: Neuer\n  zzzzz: a").problems).toEqual([
      '4:3 error words has "newr", which is not known here, did you mean newer?',
      '5:3 error words has "zzzzz", which is not known here',
    ]);
  });

  it("have the places that the English ones have", () => {
    const words = `minutes: Lesezeit\n  older: "Älter {}"\n  part: "{} {}"\n  aboutYear: "{year} {}"\n  ways: "{home}{tag}{archive}"`;
    expect(readSettings(`words:\n  ${words}`).problems).toEqual([
      '3:12 error minutes is "Lesezeit", expected a text with {} once, as in "{} min read"',
      '4:10 error older is "Älter {}", expected a text with nothing in braces, as in "Older"',
      '5:9 error part is "{} {}", expected a text with {} once, as in "Part {} of"',
      '6:14 error aboutYear is "{year} {}", expected a text with {site} and {year} once, as in "What {site} published in {year}"',
    ]);
  });

  it("are texts in a record", () => {
    expect(readSettings("words: Älter").problems).toEqual([
      '2:8 error words is "Älter", expected words by name, such as older: Älter',
    ]);
    expect(readSettings("words:\n  older: [a]\n  newer:\n").problems).toEqual([
      '3:10 error older is ["a"], expected a text in quotes, such as "Older"',
    ]);
    expect(readSettings("words:\n  page: {}\n").problems).toEqual([
      '3:9 error page is {}, expected a text in quotes, such as "page {}"',
    ]);
    expect(readSettings("words:").problems).toEqual([]);
  });
});

describe("a page of a German site", () => {
  const all = [...pagesOf(german)];

  it.each(all.filter(([name]) => !ownLanguage.includes(name)))(
    "contains no English when all words are given: %s",
    (_, html) => {
      const dom = new Dom(html);
      expect(dom.all("html")[0]?.attributes["lang"]).toBe("de");
      expect(html).not.toMatch(/lang="en"/);
      expect(dom.values("lang").filter((lang) => lang === "de")).toHaveLength(1);
    },
  );

  it.each(all.filter(([name]) => ownLanguage.includes(name)))("marks the site's words as German in %s", (_, html) => {
    const marked = new Dom(html).all("span", { lang: "de" }).map(({ text }) => text);
    expect(marked).toEqual(expect.arrayContaining(["Zum Text springen", "1 Min. Lesezeit", "Schlagwörter:"]));
    expect(html).not.toMatch(/lang="en"/);
  });

  it.each([...pagesOf({})])("marks its words as English when none is given: %s", (_, html) => {
    const dom = new Dom(html);
    expect(dom.all(dom.all("html")[0]?.attributes["lang"] === "en" ? "html" : "span", { lang: "en" })).not.toEqual([]);
  });

  it("marks as English just the words that are not given", () => {
    const { updated: _, minutes: __, ...rest } = german;
    const marked = new Dom(pagesOf(rest).get("post") ?? "").all("span", { lang: "en" });
    expect(marked.map(({ text }) => text)).toEqual(["updated 3 January 2025", "5 min read"]);
  });

  it("has dates in the site's language, also within English words", () => {
    const dom = new Dom(pagesOf({}).get("post") ?? "");
    expect(dom.all("time", { class: "dt-published" })[0]?.attributes["lang"]).toBe(undefined);
    expect(dom.all("time", { class: "dt-updated", lang: "de" })).toHaveLength(1);
    const french = { ...fixtures.post, lang: "fr" };
    const site = { ...fixtures.site, language: "de", words: german };
    const marked = new Dom(render("post", french, { site, style: { text: "" }, theme })).all("time").slice(0, 2);
    expect(marked.map(({ attributes }) => attributes["lang"])).toEqual(["de", undefined]);
  });

  it("has the dates of related posts in the site's language and direction", () => {
    const related = new Dom(render("post", { ...fixtures.arabicPost, related: fixtures.post.related ?? [] }));
    const dates = related.all("time").slice(1);
    expect(dates.map(({ attributes: { lang, dir } }) => [lang, dir])).toEqual(dates.map(() => ["en", "ltr"]));
    expect(dates).not.toEqual([]);
  });

  it("says what is not there in the language of its title, and marks what differs", () => {
    const { notFoundText: _, ...rest } = german;
    const most = new Dom(pagesOf(rest).get("notFound") ?? "");
    expect(most.all("html")[0]?.attributes["lang"]).toBe("de");
    expect(most.all("span", { lang: "en" }).map(({ text }) => text)).toEqual([english.notFoundText]);
    const little = new Dom(pagesOf({ wayTag: "Schlagwort" }).get("notFound") ?? "");
    expect(little.all("html")[0]?.attributes["lang"]).toBe("en");
    expect(little.all("span", { lang: "de" }).map(({ text }) => text)).toEqual(["Schlagwort"]);
  });
});

it("marks nothing between one English and another", () => {
  const marked = [...pagesOf({}, "en-GB")].filter(([, html]) => html.includes(`<span lang="en`));
  expect(marked.map(([name]) => name)).toEqual(ownLanguage);
});

describe("every word", () => {
  const marks = Object.fromEntries(
    Object.entries(english).map(([name, word]) => [
      name,
      `‹${name}›${cutAtPlaces(word)
        .filter((_, index) => index % 2 === 1)
        .map((place) => `{${place}}`)
        .join("")}<`,
    ]),
  ) as { readonly [W in Word]: string };
  const pages = [...pagesOf(marks).values()].join("");
  const text = textOf(marks);

  it("is said somewhere, and escaped", () => {
    const unsaid = Object.keys(english).filter((name) => !(isInTexts(name) ? text : pages).includes(`‹${name}›`));
    expect(unsaid).toEqual([]);
    expect(pages + text).not.toMatch(/›[^‹]*<[^a-z/!]/);
  });
});

describe("a word in a text", () => {
  it("is the site's", () => {
    const html = textOf(german);
    for (const name of ["sectionLink", "table", "footnotes", "note", "tip", "important", "warning", "caution"] as const)
      expect(html).toContain(german[name]);
    expect(html).toContain(`aria-label="Zurück zu Verweis 1"`);
    expect(html).not.toContain("lang=");
  });

  it("is marked in a text of another language", () => {
    expect(textOf(german, "de", "fr")).toContain(`<p class="alert-title"><span lang="de">Hinweis</span></p>`);
    expect(textOf({}, "de")).toContain(`<p class="alert-title"><span lang="en">Note</span></p>`);
  });
});

describe("a change of words", () => {
  const files = { "posts/a.md": post("A", "2025-01-01", { tags: "[x]" }, "> [!TIP]\n> Text") };
  const build = async (name: string, words: string) =>
    compile(join(folder, name), {
      ...files,
      "site.yaml": `url: https://blog.example\ncards: false\nlanguage: de\n${words}`,
    });
  const keysOf = ({ release }: Awaited<ReturnType<typeof build>>): string => JSON.stringify([...release.routes()]);

  it("of the interface changes how pages look, and no blob", async () => {
    const before = await build("before", "");
    const after = await build(
      "after",
      inGerman.replace("language: de\n", "").replace(/ {2}# In the text[\s\S]*(?= {2}# Lists)/, ""),
    );
    expect(Object.keys(after.release.header.site.words)).toContain("archive");
    expect(keysOf(after)).toBe(keysOf(before));
    expect(after.release.header.look).not.toBe(before.release.header.look);
    expect(after.release.header.site.nav).toEqual([
      { title: "Archiv", path: "/archive/" },
      { title: "Schlagwörter", path: "/tags/" },
      { title: "Suche", path: "/search/" },
    ]);
  });

  it("in texts changes the texts that say it, in feeds too", async () => {
    const { model, text } = await build("tip", "words:\n  tip: Tipp\n");
    expect(model("/posts/a/")["html"]).toContain(`<p class="alert-title">Tipp</p>`);
    expect(text("/rss.xml")).toContain("Tipp");
  });
});
