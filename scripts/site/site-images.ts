import { join } from "node:path";
import type { Site } from "../../src/content/site.ts";
import type { FileProblem } from "../base/problems.ts";
import type { Content } from "../read/content.ts";
import type { Folders } from "../images/drawing.ts";
import type { Pictures } from "../images/pictures.ts";
import type { ShownPictures } from "./shown-pictures.ts";
import { settingsPicture } from "../read/settings/settings-pictures.ts";
import type { Cache } from "../store/cache.ts";
import { KeptFiles } from "../store/kept-files.ts";

/** Plans every picture that an article shows. */
export async function planPicturesOf({ folder }: Content, shown: ShownPictures, cache: Cache, out: string) {
  if (shown.size === 0) return { pictures: new Map<string, never>(), drawings: [] };
  const { planPictures } = await import("../images/pictures.ts");
  const kept = new KeptFiles(cache.folder, "pictures");
  const { pictures, drawings } = await planPictures(folder.root, [...shown.keys()], kept, out, cache);
  return { pictures, drawings: [drawings] };
}

/** A site with the pictures of its authors ready to be shown. */
export const withPortraits = <S extends Site>(site: S, root: string, pictures: Pictures): S => ({
  ...site,
  authors: site.authors.map((author) => {
    const found = author.picture === undefined ? undefined : settingsPicture(root, author.picture);
    const portrait = found && "file" in found ? pictures.get(found.file) : undefined;
    return portrait && "src" in portrait ? { ...author, portrait } : author;
  }),
});

/** Makes the icons of the site. Gives what is wrong in the settings with their picture, unless that is reported already. */
export async function makeIconsOf(
  { folder, placeInSite }: Content,
  site: Site,
  { cache, out }: Folders,
): Promise<FileProblem | undefined> {
  const icon = site.icon === undefined ? undefined : settingsPicture(folder.root, site.icon);
  if (icon && "problem" in icon) return undefined;
  const { makeIcons } = await import("../images/icons.ts");
  const wrong = await makeIcons(icon && join(folder.root, icon.file), site, new KeptFiles(cache, "icons"), out);
  return wrong === undefined
    ? undefined
    : { severity: "error", ...placeInSite({ path: ["icon"] }), message: `icon ${wrong}` };
}
