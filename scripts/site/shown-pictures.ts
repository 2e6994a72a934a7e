import type { Pictures } from "../images/pictures.ts";
import { placeInBody } from "../base/line-and-column.ts";
import type { Position } from "../base/problems.ts";
import type { Content, ReportAt } from "../read/content.ts";
import { settingsPicture } from "../read/settings/settings-pictures.ts";
import type { Links } from "./links.ts";

/** Where an article shows a picture, or the home page its author's. */
interface Showing extends Position {
  /** Of the article, or the settings. */
  readonly file: string;
  readonly path: string;
  /** Stands before what is wrong with the picture's file, which begins with the file's name. */
  readonly noun: string;
}

/** Where articles show pictures, by the pictures' files below the content folder. */
export type ShownPictures = ReadonlyMap<string, readonly Showing[]>;

/** Finds all pictures that articles show, and reports those that are not there; and those of authors, which are reported already. */
export function shownPictures(
  { posts, pages, site, folder, placeInSite }: Content,
  links: Links,
  report: ReportAt,
): ShownPictures {
  const shown = new Map<string, Showing[]>();
  for (const [index, { picture }] of site.authors.entries()) {
    const found = picture === undefined ? undefined : settingsPicture(folder.root, picture);
    if (!found || "problem" in found) continue;
    const place = placeInSite({ path: ["authors", index, "picture"] });
    shown.set(found.file, [{ file: folder.site ?? "site.yaml", path: "/", ...place, noun: "authors.picture " }]);
  }
  for (const { article, places, slots, bodyLine } of [...posts, ...pages]) {
    const { file, path, image } = article;
    const see = (src: string, { line, column }: Position, noun: string): void => {
      const found = links.picture(file, src);
      if (found === undefined) return;
      if ("problem" in found) return report(file, { severity: "error", line, column, message: found.problem });
      const known = shown.get(found.file) ?? [];
      known.push({ file, path, line, column, noun });
      shown.set(found.file, known);
    };
    for (const slot of slots) if (slot.kind === "picture") see(slot.src, placeInBody({ bodyLine }, slot), "picture ");
    if (image !== undefined) see(image, places.image, "");
  }
  return shown;
}

/** Reports what is wrong with pictures wherever articles show them. */
export function reportPictures(shown: ShownPictures, pictures: Pictures, report: ReportAt): void {
  for (const [picture, found] of pictures)
    if ("error" in found)
      for (const { file, line, column, noun } of shown.get(picture) ?? [])
        report(file, { severity: "error", line, column, message: noun + found.error });
}
