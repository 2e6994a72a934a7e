import { join } from "node:path";
import { present } from "../base/record.ts";
import type { Image } from "../../src/content/models.ts";
import { defaultSite, type Site } from "../../src/content/site.ts";
import type { Content } from "../read/content.ts";
import type { Links } from "./links.ts";
import { settingsPicture } from "../read/settings/settings-pictures.ts";
import { KeptFiles } from "../store/kept-files.ts";
import type { Zone } from "../base/zone.ts";

/** `cache` holds what earlier builds made; `out` is the folder of static assets. */
interface Folders {
  readonly cache: string;
  readonly out: string;
}

/** Encodes every picture that an article shows. `processed` tells how many were new. */
export async function preparePicturesOf(content: Content, links: Links, { cache, out }: Folders) {
  const files = new Set<string>();
  for (const { article, slots } of [...content.posts, ...content.pages]) {
    const shown = slots.flatMap((slot) => (slot.kind === "picture" ? [slot.src] : []));
    for (const src of article.image === undefined ? shown : [...shown, article.image]) {
      const found = links.picture(article.file, src);
      if (found && "file" in found) files.add(found.file);
    }
  }
  if (files.size === 0) return { pictures: new Map<string, never>(), processed: 0 };
  const { preparePictures } = await import("../images/pictures.ts");
  const kept = new KeptFiles(cache, "pictures");
  const pictures = await preparePictures(content.folder.root, [...files], kept, out);
  return { pictures, processed: kept.made };
}

/** The cards of posts that have no picture of their own, by file. A preview needs the site's address, and so has none without. */
export async function cardsOf({ posts }: Content, site: Site, zone: Zone, folders: Folders) {
  if (!site.cards || site.url === defaultSite.url) return { images: new Map<string, Image>(), drawings: [] };
  const plain = posts.filter(({ article }) => article.image === undefined);
  const cards = plain.map(({ article, fileDigest }) => ({
    owner: fileDigest,
    title: article.title,
    details: [article.authors.join(", "), zone.show(article.date).day].filter((each) => each !== ""),
    site: site.title,
    language: article.lang ?? site.language,
    ...present({ accent: site.accent }),
  }));
  const { planCards } = await import("../images/cards.ts");
  const { paths, drawings } = planCards(cards, folders);
  const imageOf = (alt: string, src = ""): Image => ({ src, width: 1200, height: 630, alt });
  const images = new Map(plain.map(({ article }, index) => [article.file, imageOf(article.title, paths[index])]));
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
