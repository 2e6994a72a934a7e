import { DomUtils, parseDocument } from "htmlparser2";
import { ourRules } from "../../scripts/build/stylesheet.ts";
import type { Models } from "../../src/content/models.ts";
import type { Frame } from "../../src/views/frame.ts";
import { theme } from "../../src/views/default-theme.ts";
import { renderApology, renderPage, renderSearch } from "../../src/views/render.ts";
import * as fixtures from "../fixtures/views/models.ts";

export const style = ourRules();
export const frame: Frame = { site: fixtures.site, style: { text: style }, theme };

/** Every kind of page, by the name of its fixture. */
export const models = {
  post: ["post", fixtures.post],
  arabicPost: ["post", fixtures.arabicPost],
  japanesePost: ["post", fixtures.japanesePost],
  termedPost: ["post", fixtures.termedPost],
  draftPost: ["post", fixtures.draftPost],
  page: ["page", fixtures.page],
  home: ["list", fixtures.home],
  numberedHome: ["list", fixtures.numberedHome],
  tagList: ["list", fixtures.tagList],
  numberedTagList: ["list", fixtures.numberedTagList],
  authorList: ["list", fixtures.authorList],
  seriesList: ["list", fixtures.seriesList],
  termList: ["list", fixtures.termList],
  tags: ["tags", fixtures.tags],
  termsIndex: ["tags", fixtures.termsIndex],
  archive: ["archive", fixtures.archive],
  archiveYear: ["archive", fixtures.archiveYear],
  feeds: ["feeds", fixtures.feeds],
  termFeeds: ["feeds", fixtures.termFeeds],
} as const satisfies Record<string, { [Kind in keyof Models]: readonly [Kind, Models[Kind]] }[keyof Models]>;

/** Renders what `models` pairs; the pair's parts fit each other, which the compiler can't see through the union. */
export const render = (kind: keyof Models, model: Models[keyof Models], around: Frame = frame): string =>
  renderPage(kind, model as never, around);

export const searches = {
  search: fixtures.search,
  searchOne: fixtures.searchOne,
  searchNothing: fixtures.searchNothing,
  searchAstray: fixtures.searchAstray,
  searchEmpty: fixtures.searchEmpty,
} as const;

export const pages: readonly (readonly [name: string, html: string])[] = [
  ...Object.entries(models).map(([name, [kind, model]]) => [name, render(kind, model)] as const),
  ...Object.entries(searches).map(([name, model]) => [name, renderSearch(model, frame)] as const),
  ["notFound", renderApology("notFound", frame, { title: fixtures.post.title, path: fixtures.post.path }, "fore edge")],
  ["gone", renderApology("gone", frame)],
  ["failure", renderApology("failure", frame)],
];

/** A page to ask questions of. */
export class Dom {
  readonly #document: ReturnType<typeof parseDocument>;

  constructor(html: string) {
    this.#document = parseDocument(html);
  }

  /** The elements of a name whose attributes all are as given. */
  all(name: string, attributes: Readonly<Record<string, string>> = {}): DomElement[] {
    return DomUtils.findAll(
      (element) =>
        element.name === name &&
        Object.entries(attributes).every(([key, value]) =>
          key === "class" ? element.attribs["class"]?.split(" ").includes(value) : element.attribs[key] === value,
        ),
      this.#document.children,
    ).map((element) => ({ attributes: element.attribs, text: DomUtils.textContent(element) }));
  }

  /** The values of an attribute of all elements with it, in the order of the page. */
  values(attribute: string): string[] {
    return DomUtils.findAll(({ attribs }) => attribute in attribs, this.#document.children).map(
      ({ attribs }) => attribs[attribute] ?? "",
    );
  }

  meta(property: string): string[] {
    return this.all("meta", { property }).map(({ attributes }) => attributes["content"] ?? "");
  }

  linkedData(): unknown {
    return JSON.parse(this.all("script", { type: "application/ld+json" })[0]?.text ?? "null");
  }
}

export interface DomElement {
  readonly attributes: Readonly<Record<string, string>>;
  readonly text: string;
}

/** The links of a page but for those that every page has. */
export function ownLinks(html: string): string[] {
  const main = html.slice(html.indexOf("<main"), html.indexOf("</main>"));
  return new Dom(main).all("a").map(({ attributes }) => attributes["href"] ?? "");
}
