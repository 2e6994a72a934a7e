import { recordOf } from "../../base/record.ts";
import type { Data } from "../matter.ts";
import type { Links, Note, OldArticle } from "../source.ts";
import { type Values, withUnknown } from "./render-liquid.ts";

/** A text's front matter as it stands there, and the collection that the text is in. */
export interface Matter {
  readonly data: Data;
  readonly collection: string;
}

// https://jekyllrb.com/docs/variables/: what a build alone knows.
const unknownOfSite = "time related_posts static_files html_pages html_files collections documents".split(" ");
const unknownOfPage = ["content", "excerpt", "output"];
const unknownOfGitHub =
  "repository_url repository_name repository_nwo owner_name owner_url contributors public_repositories releases source".split(
    " ",
  );
const unknown = ["paginator", "layout", "theme", "content", "jekyll"];

/** What Liquid's names stand for in an article: the configuration, the data, the front matter, and the texts of each collection. */
export function valuesOf(
  config: Data,
  data: Data,
  articles: readonly OldArticle[],
  matters: ReadonlyMap<string, Matter>,
): (article: OldArticle, links: Links, note: (note: Note) => void) => Values {
  // The address goes before paths, which need none here.
  const github = withUnknown({ ...recordOf(config["github"]), url: "" }, ...unknownOfGitHub);
  const site = withUnknown({ ...config, data, url: "", baseurl: "", github }, ...unknownOfSite);
  const labels = new Set([...matters.values()].map(({ collection }) => collection).concat("posts", "pages"));
  const lists = new Map<string, unknown>();

  return (article, links, note) => {
    const pageOf = ({ fields, source }: OldArticle): Values => {
      const own = { ...matters.get(source)?.data, ...fields, path: source, url: links.toSource(source) };
      return withUnknown(own, ...unknownOfPage);
    };
    const inCollection = (label: string): readonly OldArticle[] => {
      const found = articles.filter(({ source, fields }) => matters.get(source)?.collection === label && !fields.draft);
      return label === "posts" ? found.toSorted(newestFirst) : found;
    };
    const byTerm = (of: (post: OldArticle) => readonly string[] | undefined): Values => {
      const posts = inCollection("posts").flatMap((post) => {
        const here = pageOf(post);
        return (of(post) ?? []).map((term) => ({ term, here }));
      });
      return Object.fromEntries(
        [...Map.groupBy(posts, ({ term }) => term)].map(([term, found]) => [term, found.map(({ here }) => here)]),
      );
    };
    const makers: readonly (readonly [name: string, make: () => unknown])[] = [
      ...[...labels].map((label) => [label, () => inCollection(label).map(pageOf)] as const),
      ["categories", () => byTerm(({ fields }) => fields.terms?.["categories"])],
      ["tags", () => byTerm(({ fields }) => fields.tags)],
    ];
    const here = Object.defineProperties({}, Object.getOwnPropertyDescriptors(site));
    for (const [name, make] of makers)
      Object.defineProperty(here, name, {
        get: () => {
          if (!lists.has(name)) lists.set(name, make());
          note({ message: "what it lists of … is written out, and no longer grows", of: [`site.${name}`] });
          return lists.get(name);
        },
      });
    return withUnknown({ site: here, page: pageOf(article) }, ...unknown);
  };
}

const newestFirst = (a: OldArticle, b: OldArticle): number => ((a.fields.date ?? "") < (b.fields.date ?? "") ? 1 : -1);
