import { createHash } from "node:crypto";
import { mkdir } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { basename, extname, join } from "node:path";
import { type Artifact, artifact } from "../store/artifact.ts";
import { copyOnce } from "../base/copy-once.ts";
import { inside } from "../base/inside.ts";
import { parallel } from "../base/parallel.ts";
import { derive, readDerived, recipeFor } from "./pictures/derive.ts";
import type { Derived, Rendition } from "./pictures/drawn.ts";
import { PictureProblem } from "./pictures/picture-problem.ts";
import { readIfThere } from "../base/read-if-there.ts";

/** One `<source>` of a picture. */
interface Source {
  readonly type: string;
  readonly srcset: string;
  /** A media query, where the source is not for everyone. */
  readonly media?: string;
}

/** A picture of the site, ready to be written as a tag. Width and height are those of the original, upright. */
export interface Picture {
  /** Path of the file for those who take none of the sources: `/pictures/harbour-0f1e2d3c4b5a6978-960.jpg`. */
  readonly src: string;
  readonly srcset?: string;
  readonly width: number;
  readonly height: number;
  /** The best formats first. */
  readonly sources: readonly Source[];
  /** The largest file in a format that everyone reads, with its own size, for link previews; SVG and icons have none. */
  readonly share?: { readonly src: string; readonly width: number; readonly height: number };
}

/** Why a picture can't be used, with a cure: a sentence for behind the position in the Markdown. */
export interface PictureError {
  readonly error: string;
}

export interface Prepared {
  /** By the paths that were given. */
  readonly pictures: ReadonlyMap<string, Picture | PictureError>;
  /** How many pictures were encoded; the others came from the cache. */
  readonly processed: number;
}

interface Folders {
  /** Holds what earlier builds encoded. Safe to delete, to be killed in, and to share between builds at once. */
  readonly cache: string;
  /** The folder of static assets, whose `pictures/` gets the files. */
  readonly out: string;
}

/**
 * Encodes pictures for the web, each once: the cache's key is a digest of the file's bytes and of how we encode.
 * Takes absolute paths. Rejects when a folder can't be written; what is wrong with a picture stands in the result.
 */
export async function preparePictures(files: readonly string[], folders: Folders): Promise<Prepared> {
  await mkdir(join(folders.out, "pictures"), { recursive: true });
  const encoded = new Map<string, Promise<Artifact>>(); // by key, since two posts may show the same picture
  const entries = await parallel([...new Set(files)], availableParallelism(), async (file) => {
    return [file, await prepare(file, folders, encoded)] as const;
  });
  const results = await Promise.allSettled(encoded.values());
  const processed = results.filter((result) => result.status === "fulfilled" && result.value.made).length;
  return { pictures: new Map(entries), processed };
}

async function prepare(
  file: string,
  folders: Folders,
  encoded: Map<string, Promise<Artifact>>,
): Promise<Picture | PictureError> {
  const input = await readIfThere(file);
  if (input === undefined) {
    return { error: `"${basename(file)}" is no file, expected a picture beside the post or under static/` };
  }
  try {
    const key = createHash("sha256").update(recipeFor(input)).update(input).digest("hex").slice(0, 32);
    const made = encoded.get(key) ?? artifact(folders.cache, key, (folder) => derive(input, folder));
    encoded.set(key, made);
    const { folder } = await made;
    return await publish(await readDerived(folder), folder, `${nameOf(file)}-${key.slice(0, 16)}`, folders.out);
  } catch (error) {
    if (error instanceof PictureProblem) return { error: `"${basename(file)}" ${error.message}` };
    throw error;
  }
}

/** Copies the renditions to where they are served from, under the picture's own name. */
async function publish(derived: Derived, folder: string, name: string, out: string): Promise<Picture> {
  const path = (rendition: Rendition): string => `/pictures/${name}-${rendition.file}`;
  for (const each of derived.renditions) await copyOnce(join(folder, each.file), inside(out, path(each)));
  return toPicture(derived, path);
}

function toPicture({ width, height, renditions }: Derived, path: (rendition: Rendition) => string): Picture {
  const groups = [...Map.groupBy(renditions, ({ type, media }) => `${type} ${media ?? ""}`).values()];
  const fallback = groups.pop() ?? [];
  const [usual, largest] = [fallback.findLast((each) => each.width <= usualWidth) ?? fallback[0], fallback.at(-1)];
  if (usual === undefined || largest === undefined) throw new Error("A derived picture has no rendition");
  return {
    src: path(usual),
    ...(fallback.length > 1 ? { srcset: srcset(fallback, path) } : {}),
    width,
    height,
    sources: groups.flatMap((group) => {
      const [first] = group;
      if (first === undefined) return [];
      const { type, media } = first;
      return { type, srcset: srcset(group, path), ...(media === undefined ? {} : { media }) };
    }),
    ...(/^image\/(svg\+xml|x-icon)$/.test(largest.type)
      ? {}
      : { share: { src: path(largest), width: largest.width, height: largest.height } }),
  };
}

/** Feed readers and old browsers, which take `src` alone, get a size between sharp and heavy. */
const usualWidth = 960;

const srcset = (renditions: readonly Rendition[], path: (rendition: Rendition) => string): string =>
  renditions.map((each) => (renditions.length === 1 ? path(each) : `${path(each)} ${each.width}w`)).join(", ");

/** A file's name for URLs: ASCII, since tools that upload assets differ in how they encode anything else. */
function nameOf(file: string): string {
  const name = basename(file, extname(file))
    .normalize("NFKD")
    .replace(/\p{M}+/gu, "")
    .toLowerCase();
  return (
    name
      .replace(/[^a-z0-9]+/g, "-")
      .replace(/^-|-$/g, "")
      .slice(0, 60) || "picture"
  );
}
