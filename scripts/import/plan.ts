import { basename, join } from "node:path";
import { feedFormats } from "../../src/content/feed-formats.ts";
import { writeYaml } from "../authoring/write-front-matter.ts";
import { aliasesOf, ownLists, ownPages } from "./old-addresses.ts";
import { categorySettings } from "./categories.ts";
import { isIn, isMedia } from "./files.ts";
import { percentDecoded } from "../../src/content/percent-decoded.ts";
import { pathKey, type Surroundings } from "./link-targets.ts";
import { canonicalPath } from "../../src/content/slug.ts";
import { openSearchPath, searchPath } from "../../src/search/paths.ts";
import { filePathProblem } from "../read/slug-problem.ts";
import { linksTo, type Place, placeArticles } from "./places.ts";
import { hostRedirects } from "./site/host-redirects.ts";
import { navigation } from "./site/navigation.ts";
import { ownRedirects, siteRedirects } from "./site/site-redirects.ts";
import { zonedDates } from "./site/zoned-dates.ts";
import type { Asset, OldArticle, OldSite, Note } from "./source.ts";
import { writeArticle } from "./write-article.ts";

/** A file to write: its text, or where to copy it from. `path` is below the output folder. */
export type Planned =
  | { readonly path: string; readonly text: string }
  | { readonly path: string; readonly from: string };

export interface PlacedNote extends Note {
  readonly file: string;
}

export interface Plan {
  readonly files: readonly Planned[];
  readonly places: readonly Place[];
  /** What a person should look at, by file and line. */
  readonly notes: readonly PlacedNote[];
  /** About files that were left behind. */
  readonly siteNotes: readonly Note[];
  /** Whether posts have categories, which `site.yaml` must declare. */
  readonly hasCategories: boolean;
  /** The texts that the conversion changed beyond their front matter. */
  readonly changes: readonly TextChange[];
}

export interface TextChange {
  /** Below the output folder, and in the old site. */
  readonly file: string;
  readonly source: string;
  readonly before: string;
  readonly after: string;
}

/** Plans all files of an import, and writes none. `root` is the absolute folder of the old site's sources. */
export function planImport(oldSite: OldSite, root?: string): Plan {
  const [lost, kept] = partition(oldSite.articles, isErrorPage);
  const { articles, timezone, note: zoneNotes } = zonedDates({ ...oldSite, articles: kept });
  const places = placeArticles(articles, oldSite.site["language"]);
  const links = linksTo(places);
  const own = new Set([...ownPages(places), ...places.map(({ path }) => path)]);
  const [made, brought] = partition(oldSite.statics, ({ to }) => {
    const path = to.slice("static".length);
    const answered = canonicalPath(path.replace(/index\.html$/, "")) ?? path;
    return (
      filePathProblem(path) !== undefined ||
      own.has(answered) ||
      ownFiles.has(path.toLowerCase().replace(/(?<=.)\/index\.html$/, ""))
    );
  });
  const statics = new Map(brought.map((asset) => [asset.to, asset]));
  const served = new Map(brought.map(({ to, from }) => [to.slice("static".length).normalize("NFC"), from]));
  const isStatic = (path: string): boolean => served.has(path.normalize("NFC"));
  const aliases = aliasesOf(places, isStatic);
  const host = root === undefined ? { rules: [], notes: [] } : hostRedirects(root);
  const moved = siteRedirects(oldSite.lists ?? [], host, places, aliases, links, isStatic);
  const beside = filesBeside(places);
  const lists = ownLists(places);
  /** Where an old address leads that doesn't belong to an article. */
  const find = (url: string): string | undefined => {
    const path = canonicalPath(url) ?? url;
    const isOwn = lists.has(path) || path === "/" || /^\/(rss|atom|feed)\.(xml|json)$/.test(path);
    return moved.redirects[path] ?? ownRedirects[path] ?? (isOwn ? path : undefined);
  };
  const around: Surroundings = {
    links: { ...links, toUrl: (path) => links.toUrl(path) ?? find(path) },
    origins: oldSite.origins,
    guessed: oldSite.guessed ?? false,
    ...(root === undefined ? {} : { root }),
    isStatic,
    fileAt: (path) => served.get(path.normalize("NFC")),
    ...(oldSite.sourceFolder === undefined ? {} : { sourceFolder: oldSite.sourceFolder }),
    bring: (asset) => {
      statics.set(asset.to, asset);
      served.set(asset.to.slice("static".length).normalize("NFC"), asset.from);
    },
    beside: (path) => beside.get(pathKey(path)) ?? inFolders(path, oldSite.servedFrom ?? []),
  };

  const files: Planned[] = [];
  const notes: PlacedNote[] = [];
  const changes: TextChange[] = [];
  for (const place of places) {
    const written = writeArticle(place, aliases.get(place), oldSite, around, links);
    const beside = place.file.replace(/index\.md$/, "");
    files.push({ path: place.file, text: written.text });
    files.push(...place.article.bundle.map(({ from, to }) => ({ path: beside + to, from })));
    notes.push(...written.notes.map((note) => ({ ...note, file: place.file })));
    const { body: before, source } = place.article;
    if (written.body !== before) changes.push({ file: place.file, source, before, after: written.body });
  }
  // A content folder has a folder for posts, and Git keeps none that is empty.
  if (!places.some(({ article }) => article.kind === "post")) files.push({ path: "posts/.gitkeep", text: "" });
  files.push(...[...statics.values()].map(({ from, to }: Asset) => ({ path: to, from })));
  const { nav, notes: navNotes } = navigation(oldSite.nav ?? [], places, links, find);
  const site = {
    ...oldSite.site,
    ...(timezone === undefined ? {} : { timezone }),
    ...(nav === undefined ? {} : { nav }),
    ...categorySettings(places),
    ...(Object.keys(moved.redirects).length === 0 ? {} : { redirects: moved.redirects }),
  };
  if (Object.keys(site).length > 0) files.push({ path: "site.yaml", text: writeYaml(site) });
  const untitled = { message: "its files don't say the site's title; give it in site.yaml, under `title`" };
  const siteNotes: Note[] = [
    ...zoneNotes,
    ...navNotes,
    ...moved.notes,
    ...lost.map(({ source }) => ({
      message: "… says that a page was not found; the build here makes its own",
      of: [source],
    })),
    ...(oldSite.site["title"] === undefined ? [untitled] : []),
    ...made
      .filter(({ to }) => to !== "static/_redirects")
      .map(({ to }) => ({
        message: "… is made by the build here and was not imported",
        of: [to.slice("static/".length)],
      })),
  ];
  return { files, places, notes: notes.sort(byPlace), siteNotes, hasCategories: "taxonomies" in site, changes };
}

/** The files beside articles, by their old addresses. */
const filesBeside = (places: readonly Place[]): ReadonlyMap<string, string> =>
  new Map(
    places.flatMap(({ article: { urls, bundle } }) =>
      urls.flatMap((url) =>
        bundle.map(({ from, to }) => [pathKey(`${url.replace(/[^/]*$/, "")}${to}`), from] as const),
      ),
    ),
  );

/** A picture or document that lies in one of these folders at its address. */
const inFolders = (address: string, folders: readonly string[]): string | undefined => {
  const plain = percentDecoded(address);
  if (!isMedia(plain)) return undefined;
  return folders.flatMap((folder) => {
    // If only `blog/` of a site was given, `/blog/a.png` is a.png.
    const inFolder = plain.startsWith(`/${basename(folder)}/`) ? plain.slice(basename(folder).length + 2) : "";
    return [plain.slice(1), inFolder].flatMap((path) =>
      path !== "" && isIn(folder, path) ? [join(folder, path)] : [],
    );
  })[0];
};

const isErrorPage = ({ kind, urls, slug }: OldArticle): boolean =>
  kind === "page" && (slug === "404" || urls.some((url) => /\/404(\.html|\/)?$/.test(url)));

// Further files that the build writes, and those that only another host understands.
const ownFiles = new Set(
  "/index.html /sitemap.xml /robots.txt /llms.txt /cname /.nojekyll"
    .split(" ")
    .concat(searchPath.slice(0, -1), openSearchPath)
    .concat(feedFormats.map(({ file }) => `/${file}`)),
);

function partition<T>(items: readonly T[], test: (item: T) => boolean): [T[], T[]] {
  return [items.filter(test), items.filter((item) => !test(item))];
}

const byPlace = (a: PlacedNote, b: PlacedNote): number =>
  a.file === b.file ? (a.line ?? 1) - (b.line ?? 1) : a.file < b.file ? -1 : 1;
