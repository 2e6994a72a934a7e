import { readFileSync } from "node:fs";
import { basename, join, posix } from "node:path";
import { filesBelow } from "../base/files-below.ts";
import type { Rule } from "./rule.ts";
import type { CheckedSite } from "./checked-site.ts";
import { percentDecoded } from "../base/percent-decoded.ts";
import { ownReference } from "../read/own-path.ts";

const isPicture = (file: string): boolean => /\.(avif|bmp|gif|jpe?g|png|svg|webp)$/i.test(file);

// Browsers and other sites ask for these by name.
const isAskedFor = (file: string): boolean =>
  /^static\/(\.well-known\/|[^/]*(favicon|icon|logo|android-chrome|mstile|safari-pinned-tab|og-image|social|card)[^/]*$)/i.test(
    file,
  );

/** Pictures that no article shows or links to, beside articles and under `static/`. */
export const checkPictures: Rule = (site, report) => {
  const { root } = site.content.folder;
  const beside = ["posts", "pages"].flatMap((folder) =>
    filesBelow(join(root, folder)).map((file) => `${folder}/${file}`),
  );
  const served = site.content.folder.statics.filter((file) => !isAskedFor(file));
  const wanted = [...beside, ...served].filter(isPicture);
  const mentions = mentionsIn(site);
  for (const file of wanted) {
    const isUsed = file.startsWith("static/")
      ? mentions.all.has(file.slice("static".length)) || mentions.text.includes(file.slice("static/".length))
      : mentions.by.get(articleOf(file))?.has(file) || mentions.all.has(file);
    const message = `picture "${basename(file)}" is used nowhere, show it or remove it`;
    if (!isUsed) report(file, { severity: "warning", line: 1, column: 1, message });
  }
};

/** The folder whose article a file lies beside. */
const articleOf = (file: string): string => file.split("/").slice(0, 2).join("/");

/** What articles name: files below the content folder, and paths that begin with a slash. */
function mentionsIn({ articles, content }: CheckedSite) {
  const all = new Set<string>();
  const by = new Map<string, Set<string>>();
  for (const { file, slots, data, path } of articles) {
    const named = slots.map((slot) => (slot.kind === "link" ? slot.href : slot.src));
    const own = by.get(articleOf(file)) ?? new Set<string>();
    by.set(articleOf(file), own);
    for (const each of [...named, typeof data["image"] === "string" ? data["image"] : ""]) {
      const place = percentDecoded(ownReference(each, content.site.url).replace(/[?#].*$/s, ""));
      if (place.startsWith("/")) {
        all.add(posix.normalize(place));
        // A bundle's file is served below its article's path.
        if (place.startsWith(path)) own.add(posix.join(posix.dirname(file), place.slice(path.length)));
      } else all.add(posix.join(posix.dirname(file), place));
    }
  }
  const { logo, icon } = content.site;
  const settings =
    content.folder.site === undefined ? "" : readFileSync(join(content.folder.root, content.folder.site), "utf8");
  for (const each of [logo, icon]) if (each !== undefined) all.add(posix.join("/", each));
  return { all, by, text: settings + articles.map(({ source }) => source).join("\n") };
}
