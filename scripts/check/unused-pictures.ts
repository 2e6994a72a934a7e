import { readFileSync } from "node:fs";
import { basename, join, posix } from "node:path";
import { filesBelow } from "../base/files-below.ts";
import type { Rule } from "./rule.ts";
import type { CheckedSite } from "./checked-site.ts";
import { percentDecoded } from "../../src/content/percent-decoded.ts";
import { picturesNamed } from "../read/settings/settings-pictures.ts";
import { ownReference } from "../read/own-path.ts";

const picture = /\.(avif|bmp|gif|jpe?g|png|svg|webp)$/i;

// Browsers and other sites ask for these by name.
const askedFor =
  /^static\/(\.well-known\/|[^/]*(favicon|icon|logo|android-chrome|mstile|safari-pinned-tab|og-image|social|card)[^/]*$)/i;

/** Pictures that no article shows or links to, beside articles and under `static/`. */
export const checkPictures: Rule = (site, report) => {
  const { root, statics } = site.content.folder;
  const beside = ["posts", "pages"].flatMap((folder) =>
    filesBelow(join(root, folder)).map((file) => `${folder}/${file}`),
  );
  const served = statics.filter((file) => !askedFor.test(file));
  const { places, text } = mentionsIn(site);
  for (const file of [...beside, ...served]) {
    const name = file.replace(/^static(?=\/)/, "").normalize("NFC");
    if (!picture.test(file) || places.has(name) || (file.startsWith("static/") && text.includes(name.slice(1))))
      continue;
    const message = `picture "${basename(file)}" is used nowhere, show it or remove it`;
    report(file, { severity: "warning", line: 1, column: 1, message });
  }
};

/** What articles name: files beside them, and paths that begin with a slash; and all that authors wrote. */
function mentionsIn({ articles, content: { folder, site } }: CheckedSite) {
  const places = new Set<string>();
  const add = (place: string): void => void places.add(place.normalize("NFC"));
  for (const { file, slots, data, path } of articles) {
    const beside = posix.dirname(file);
    const address = percentDecoded(path);
    const named = slots.map((slot) => (slot.kind === "link" ? slot.href : slot.src));
    for (const each of [...named, typeof data["image"] === "string" ? data["image"] : ""]) {
      const place = posix.normalize(percentDecoded(ownReference(each, site.url).replace(/[?#].*$/s, "")));
      add(place.startsWith("/") ? place : posix.join(beside, place));
      // A bundle's file is served below its article's path.
      if (file.endsWith("/index.md") && place.startsWith(address)) add(posix.join(beside, place.slice(address.length)));
    }
  }
  for (const { name } of picturesNamed(site)) add(posix.join("/", name));
  const settings = folder.site === undefined ? "" : readFileSync(join(folder.root, folder.site), "utf8");
  return { places, text: (settings + articles.map(({ source }) => source).join("\n")).normalize("NFC") };
}
