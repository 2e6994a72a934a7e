import { mkdirSync } from "node:fs";
import { availableParallelism } from "node:os";
import { basename, extname, join } from "node:path";
import { codeDigest } from "../base/code-digest.ts";
import { digestOf } from "../base/digest.ts";
import { inside } from "../base/inside.ts";
import { parallel } from "../base/parallel.ts";
import { present } from "../base/record.ts";
import type { KeptFiles } from "../store/kept-files.ts";
import type { Derived, Rendition } from "./pictures/drawn.ts";
import { fromPicture, type PictureError } from "./pictures/picture-problem.ts";

/** A picture of the site, ready to be written as a tag. Width and height are those of the original, upright. */
export interface Picture {
  /** Path of the file for those who take none of the sources: `/pictures/harbour-0f1e2d3c4b5a6978-960.jpg`. */
  readonly src: string;
  readonly srcset?: string;
  readonly width: number;
  readonly height: number;
  /** What its `<source>` elements say, the best formats first; `media` is a query, where one is not for everyone. */
  readonly sources: readonly { readonly type: string; readonly srcset: string; readonly media?: string }[];
  /** The largest file in a format that everyone reads, with its own size, for link previews; SVG and icons have none. */
  readonly share?: { readonly src: string; readonly width: number; readonly height: number };
}

/** What was made of pictures, by their files below the content folder. */
export type Pictures = ReadonlyMap<string, Picture | PictureError>;

const code = codeDigest(new URL("./pictures/derive.ts", import.meta.url));

/**
 * Encodes pictures for the web, each once, into `pictures/` of the folder of static assets. Takes files below a root, by which
 * the result has them. Rejects when a folder can't be written; what is wrong with a picture stands in the result.
 */
export async function preparePictures(
  root: string,
  files: readonly string[],
  kept: KeptFiles,
  out: string,
): Promise<Pictures> {
  mkdirSync(join(out, "pictures"), { recursive: true });
  const prepared = await parallel(files, availableParallelism(), async (file) => {
    return [file, await prepare(join(root, file), kept, out)] as const;
  });
  kept.drop();
  return new Map(prepared);
}

const prepare = (file: string, kept: KeptFiles, out: string): Promise<Picture | PictureError> =>
  fromPicture(file, "a picture beside the post or under static/", async (input) => {
    // What draws takes a while to load.
    const draw = async (pathOf: (name: string) => string) =>
      (await import("./pictures/derive.ts")).derive(input, pathOf);
    const placeOf = (name: string, { digest }: Derived): string => `/pictures/${nameOf(file)}-${digest}-${name}`;
    const key = digestOf(`${code} ${digestOf(input)}`);
    const derived = await kept.put(key, draw, (name, about) => inside(out, placeOf(name, about)));
    return toPicture(derived, (rendition) => placeOf(rendition.file, derived));
  });

function toPicture({ width, height, renditions }: Derived, path: (rendition: Rendition) => string): Picture {
  const groups = [...Map.groupBy(renditions, ({ type, media }) => `${type} ${media ?? ""}`).values()];
  const fallback = groups.pop() ?? [];
  const [usual, largest] = [fallback.findLast((each) => each.width <= usualWidth) ?? fallback[0], fallback.at(-1)];
  if (usual === undefined || largest === undefined) throw new Error("A derived picture has no rendition");
  const isForAll = !/^image\/(svg\+xml|x-icon)$/.test(largest.type);
  return {
    src: path(usual),
    ...present({
      srcset: fallback.length > 1 ? srcset(fallback, path) : undefined,
      share: isForAll ? { src: path(largest), width: largest.width, height: largest.height } : undefined,
    }),
    width,
    height,
    sources: groups.flatMap((group) => {
      const [first] = group;
      return first ? [{ type: first.type, srcset: srcset(group, path), ...present({ media: first.media }) }] : [];
    }),
  };
}

/** Feed readers and old browsers, which take `src` alone, get a size between sharp and heavy. */
const usualWidth = 960;

const srcset = (renditions: readonly Rendition[], path: (rendition: Rendition) => string): string =>
  renditions.map((each) => (renditions.length === 1 ? path(each) : `${path(each)} ${each.width}w`)).join(", ");

/** A file's name for URLs: ASCII, since tools that upload assets differ in how they encode anything else. */
const nameOf = (file: string): string =>
  basename(file, extname(file))
    .normalize("NFKD")
    .replace(/\p{M}+/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "")
    .slice(0, 60) || "picture";
