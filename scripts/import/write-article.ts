import { posix } from "node:path";
import { percentDecoded } from "../../src/content/percent-decoded.ts";
import { type FrontMatter, writeFrontMatter, writeYaml } from "../authoring/write-front-matter.ts";
import { breaks } from "../markdown/prose.ts";
import { isElsewhere, isOfOneMachine } from "../read/own-path.ts";
import { retargetFrom, retargetLinks, type Surroundings } from "./link-targets.ts";
import { linkMissingPictures } from "./missing-pictures.ts";
import type { Aliases } from "./old-addresses.ts";
import { isPictureFile } from "./picture-file.ts";
import type { Place } from "./places.ts";
import { keepAnchors } from "./site/old-anchors.ts";
import type { Links, Note, OldArticle, OldSite } from "./source.ts";

/** An article as it is written here, and what a person should look at. */
export interface ConvertedArticle {
  readonly text: string;
  readonly body: string;
  readonly notes: readonly Note[];
}

export function writeArticle(
  place: Place,
  aliases: Aliases | undefined,
  oldSite: OldSite,
  around: Surroundings,
  links: Links,
): ConvertedArticle {
  const { article } = place;
  const notes: Note[] = [...article.notes, ...place.notes, ...(aliases?.notes ?? [])];
  const comments = [...article.comments];
  const bodyNotes: Note[] = [];
  const retarget = retargetFrom(article, around, (note) => bodyNotes.push(note));
  const image = article.fields.image === undefined ? undefined : placeImage(article.fields.image, article, around);
  if (article.fields.image !== undefined && image === undefined) {
    comments.push(writeYaml({ image: article.fields.image }).trimEnd());
  }

  const converted = oldSite.convert(article, links, (note) => notes.push(note));
  const { headingId } = oldSite;
  const retargeted = retargetLinks(headingId === undefined ? converted : keepAnchors(converted, headingId), retarget);
  const body = linkMissingPictures(
    retargeted,
    (target) => pictureProblem(target, article, around),
    (note) => {
      // One note about a picture that became a link is enough.
      const { line, target } = note;
      const same = bodyNotes.findIndex((each) => target !== undefined && each.target === target && each.line === line);
      if (same !== -1) bodyNotes.splice(same, 1);
      bodyNotes.push(note);
    },
  );
  const { image: _, ...others } = article.fields;
  const fields: FrontMatter = {
    ...others,
    ...(image === undefined ? {} : { image }),
    ...(place.explicit ? { slug: place.slug } : {}),
    aliases: aliases?.paths ?? [],
  };
  const head = writeFrontMatter(fields, comments);
  const lines = head.split("\n");
  for (const comment of comments) {
    const [first = ""] = comment.split("\n");
    const name = /^(["']?)([\w.@ -]+)\1:/.exec(first)?.[2];
    const reason =
      name === "image" && image === undefined ? "names no picture that was imported" : "has no counterpart here";
    if (name !== undefined)
      notes.push({
        line: lines.lastIndexOf(`# ${first}`.trimEnd()) + 1,
        message: `… ${reason} and is kept as a comment`,
        of: [name],
      });
  }
  const offset = breaks(head);
  const left = oldSite.leftovers(body, article).map((note) => ({ ...note, lacks: true as const }));
  const below = [...bodyNotes, ...left].map(({ line = 1, ...note }: Note) => ({ ...note, line: line + offset }));
  if (body.trim() === "")
    notes.push({ message: "has no text of its own; what the old page showed, its template made", lacks: true });
  const crlf = /^[^\n]*\r\n/.test(body);
  return {
    text: (crlf ? head.replaceAll("\n", "\r\n") : head) + body,
    body,
    notes: [...notes, ...below],
  };
}

/** What is wrong with a picture that is neither elsewhere on the web nor, as a picture, beside its article or among the static files. */
function pictureProblem(target: string, article: OldArticle, around: Surroundings): string | undefined {
  if (isOfOneMachine(target)) return "is a file of one machine";
  if (isElsewhere(target))
    return URL.canParse(target, "https://blog.example/") ? undefined : "has an address that is not a URL";
  const path = percentDecoded(target.replace(/[?#].*$/s, ""));
  const file = path.startsWith("/")
    ? around.fileAt(path)
    : article.bundle.find(({ to }) => to === posix.normalize(path))?.from;
  if (file === undefined) return "was not found";
  return isPictureFile(file) ? undefined : "is not in a picture format that a build can read";
}

/** Themes disagree on what a picture's path without a slash is relative to: the text, or the root of the site. */
function placeImage(image: string, article: OldArticle, around: Surroundings): string | undefined {
  const isUrl = /^https?:\/\//.test(image);
  const quiet = retargetFrom(article, around, () => undefined);
  const isHere = (target: string): boolean => pictureProblem(target, article, around) === undefined;
  if (!isUrl && isHere(image)) return image;
  const moved = quiet(image, 1);
  if (isUrl) return moved ?? image;
  if (moved !== undefined && isHere(moved)) return moved;
  const fromRoot = `/${image.replace(/^(\.?\/|(\.\.\/)+)?((src|public|static|content|source)\/)?/, "")}`;
  return isHere(fromRoot) ? fromRoot : undefined;
}
