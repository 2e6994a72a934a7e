import { join } from "node:path";
import { present } from "../base/record.ts";
import type { Image } from "../../src/content/models.ts";
import { defaultSite, type Site } from "../../src/content/site.ts";
import { plural } from "../base/order.ts";
import type { Content, ReportAt } from "../read/content.ts";
import type { Bodies } from "./linked-bodies.ts";
import type { ShownPictures } from "./shown-pictures.ts";
import { settingsPicture } from "../read/settings/settings-pictures.ts";
import { KeptFiles } from "../store/kept-files.ts";
import type { Zone } from "../base/zone.ts";

/** `cache` holds what earlier builds made; `out` is the folder of static assets. */
interface Folders {
  readonly cache: string;
  readonly out: string;
}

/** Plans every picture that an article shows. */
export async function planPicturesOf({ folder }: Content, shown: ShownPictures, { cache, out }: Folders) {
  if (shown.size === 0) return { pictures: new Map<string, never>(), drawings: [] };
  const { planPictures } = await import("../images/pictures.ts");
  const kept = new KeptFiles(cache, "pictures");
  const { pictures, drawings } = await planPictures(folder.root, [...shown.keys()], kept, out);
  return { pictures, drawings: [drawings] };
}

/**
 * The cards of posts that have no picture of their own for link previews, by file. A preview needs the site's address, and so has
 * none without. Warns once of all posts for which none can be drawn.
 */
export async function cardsOf(
  { posts, folder, placeInSite }: Content,
  site: Site,
  zone: Zone,
  { imageOf }: Pick<Bodies, "imageOf">,
  folders: Folders,
  report: ReportAt,
) {
  const images = new Map<string, Image>();
  if (!site.cards || site.url === defaultSite.url) return { images, drawings: [] };
  const plain = posts.filter((compiled) => imageOf(compiled) === undefined);
  const cards = plain.map(({ article, fileDigest }) => ({
    owner: fileDigest,
    title: article.title,
    details: [article.authors.join(", "), zone.show(article.date).day].filter((each) => each !== ""),
    site: site.title,
    language: article.lang ?? site.language,
    ...present({ accent: site.accent }),
  }));
  const { planCards } = await import("../images/cards.ts");
  const { paths, missing, drawings } = planCards(cards, folders);
  for (const [index, { article }] of plain.entries()) {
    const src = paths[index];
    if (src !== undefined) images.set(article.file, { src, width: 1200, height: 630, alt: article.title });
  }
  const [first] = plain.filter(({ article }) => !images.has(article.file));
  if (first) {
    const others = plain.length - images.size - 1;
    const whose = `${first.article.file}${others === 0 ? "" : ` and ${plural(others, "other post")}`}`;
    const letters = missing.length > 12 ? `${missing.slice(0, 12).join("")}…` : missing.join("");
    const message = `no card for link previews can be drawn for ${whose}, since no font has "${letters}"; give posts an "image", or set "cards: false"`;
    report(folder.site ?? "site.yaml", { severity: "warning", ...placeInSite({ path: ["cards"] }), message });
  }
  return { images, drawings: [drawings] };
}

/** Makes the icons of the site; the problem with its picture, if there is one that is not reported already. */
export async function makeIconsOf(
  { folder }: Content,
  site: Site,
  { cache, out }: Folders,
): Promise<string | undefined> {
  const icon = site.icon === undefined ? undefined : settingsPicture(folder.root, site.icon);
  if (icon && "problem" in icon) return undefined;
  const { makeIcons } = await import("../images/icons.ts");
  return makeIcons(icon && join(folder.root, icon.file), site, new KeptFiles(cache, "icons"), out);
}
