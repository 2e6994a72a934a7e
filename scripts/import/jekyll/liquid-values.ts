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
const unknownOfSite =
  "time related_posts static_files html_pages html_files collections documents categories tags".split(" ");
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
  const lists = new Map<string, readonly Values[]>();

  return (article, links, note) => {
    const pageOf = ({ fields, source }: OldArticle): Values => {
      const own = { ...matters.get(source)?.data, ...fields, path: source, url: links.toSource(source) };
      return withUnknown(own, ...unknownOfPage);
    };
    const listOf = (label: string): readonly Values[] =>
      articles
        .filter(({ source, fields }) => matters.get(source)?.collection === label && !fields.draft)
        .toSorted((a, b) => (label === "posts" ? 1 : 0) * ((a.fields.date ?? "") < (b.fields.date ?? "") ? 1 : -1))
        .map(pageOf);
    const here = Object.defineProperties({}, Object.getOwnPropertyDescriptors(site));
    for (const label of labels)
      Object.defineProperty(here, label, {
        get: () => {
          const list = lists.get(label) ?? listOf(label);
          lists.set(label, list);
          note({ message: "what it lists of … is written out, and grows no more", of: [`site.${label}`] });
          return list;
        },
      });
    return withUnknown({ site: here, page: pageOf(article) }, ...unknown);
  };
}
