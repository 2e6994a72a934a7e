import { mkdirSync, writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { basename, extname, join, resolve } from "node:path";
import type { Portrait } from "../../src/content/site.ts";
import { codeDigest } from "../base/code-digest.ts";
import { digestOf } from "../base/digest.ts";
import { Failure } from "../base/failure.ts";
import { inside } from "../base/inside.ts";
import { readerInTurn } from "../base/own-file.ts";
import { parallel } from "../base/parallel.ts";
import { present } from "../base/record.ts";
import type { KeptFiles } from "../store/kept-files.ts";
import { noteOfFile, type Notes } from "../store/note-of-file.ts";
import type { Damaged, Drawings } from "./drawing.ts";
import { fromPicture, type PictureError } from "./pictures/picture-problem.ts";
import type { Outline, Rendition } from "./pictures/planned.ts";

/** A picture of the site, ready to be written as a tag. Width and height are those of the original, upright. */
export interface Picture extends Portrait {
  /** The same file as `src` with its own size, for link previews; SVG and icons have none. */
  readonly share?: { readonly src: string; readonly width: number; readonly height: number };
}

/** What there is of pictures, by their files below the content folder. */
export type Pictures = ReadonlyMap<string, Picture | PictureError>;

/** What the cache notes of a picture that is drawn: the digest stands in the names of its files on the site. */
interface Note extends Outline {
  readonly digest: string;
}

/** What it notes of a picture's file, by which that need not be read again, with the digest of the picture itself. */
interface Plan extends Note {
  readonly own: string;
}

const code = codeDigest(new URL("./pictures/plan-picture.ts", import.meta.url));

const expected = "a picture beside the post or under static/";

/**
 * Finds out what will be made of pictures, and where it will be: below `pictures/` of the folder of static assets. What earlier
 * builds have drawn is put there at once, all else is left to be drawn. Takes files below a root, by which the result has them.
 * With notes, what has not changed is not read again.
 * Rejects when a folder can't be written; what is wrong with a picture stands in the result.
 */
export async function planPictures(
  root: string,
  files: readonly string[],
  kept: KeptFiles,
  out: string,
  notes?: Notes,
): Promise<{ readonly pictures: Pictures; readonly drawings: Drawings }> {
  mkdirSync(join(out, "pictures"), { recursive: true });
  const read = readerInTurn();
  const jobs: Job[] = [];
  const planOne = async (file: string): Promise<Picture | PictureError> => {
    const path = join(root, file);
    const pathOf = (name: string, { digest }: Note): string => `/pictures/${nameOf(file)}-${digest}-${name}`;
    const placeOf = (name: string, note: Note): string => inside(out, pathOf(name, note));
    const keyOf = ({ own }: Pick<Plan, "own">): string => digestOf(`${code} ${own}`);
    const jobOf = ({ own, ...note }: Plan): Job => {
      const make = async (input: Buffer, draftOf: (name: string) => string): Promise<Note> => {
        if (digestOf(input) !== own) throw new Failure(`${file} has changed since it was read, build again`);
        const { plan } = await planning();
        const drawn = await (await plan(input)).draw(input);
        for (const [index, each] of note.renditions.entries()) writeFileSync(draftOf(each.file), drawn[index] ?? "");
        return note;
      };
      const draw = (): Promise<PictureError | undefined> =>
        fromPicture(path, expected, async (input) => {
          await kept.put(keyOf({ own }), (draftOf) => make(input, draftOf), placeOf);
          return undefined;
        });
      return { file, paths: note.renditions.map((each) => pathOf(each.file, note)), draw };
    };
    const take = (plan: Plan, isDrawn: boolean): Picture => {
      if (!isDrawn) jobs.push(jobOf(plan));
      return toPicture(plan, (name) => pathOf(name, plan));
    };

    const noted = notes && noteOfFile(notes, `picture ${code}`, resolve(path));
    if (noted?.known !== undefined) {
      const plan = JSON.parse(noted.known) as Plan;
      return take(plan, kept.lend(keyOf(plan), placeOf) !== undefined);
    }
    const planFrom = async (input: Buffer): Promise<Picture> => {
      const own = digestOf(input);
      const ready = kept.lend(keyOf({ own }), placeOf);
      const plan = { own, ...(ready ?? (await noteOf(input, own))) };
      noted?.add(JSON.stringify(plan));
      return take(plan, ready !== undefined);
    };
    return fromPicture(path, expected, planFrom, read);
  };
  const pictures = new Map<string, Picture | PictureError>();
  for (const file of files) pictures.set(file, await planOne(file));
  return { pictures, drawings: drawingsOf(jobs, kept) };
}

// Takes a while to load.
const planning = () => import("./pictures/plan-picture.ts");

async function noteOf(input: Buffer, own: string): Promise<Note> {
  const { nameDigest, plan } = await planning();
  const { width, height, renditions } = await plan(input);
  return { digest: nameDigest(input, own), width, height, renditions };
}

/** A picture that is yet to be drawn. */
interface Job {
  readonly file: string;
  readonly paths: readonly string[];
  readonly draw: () => Promise<PictureError | undefined>;
}

function drawingsOf(jobs: readonly Job[], kept: KeptFiles): Drawings {
  const jobAt = new Map(jobs.flatMap((job) => job.paths.map((path) => [path, job] as const)));
  const drawn = new Map<Job, Promise<Damaged>>();
  // Once, whoever asks for how many of its files: of one that is damaged, libvips may say something else each time.
  const draw = (job: Job): Promise<Damaged> => {
    const drawing = drawn.get(job) ?? job.draw().then((error) => new Map(error && [[job.file, error]]));
    drawn.set(job, drawing);
    drawing.catch(() => drawn.delete(job)); // such as for a full disk, which may have room the next time
    return drawing;
  };
  return {
    count: jobs.length,
    drawOne: (path) => {
      const job = jobAt.get(path);
      return job && draw(job);
    },
    drawAll: async (onDrawn, stopped) => {
      const damaged = await parallel(jobs, availableParallelism(), async (job) => {
        if (stopped.aborted) return [];
        const found = [...(await draw(job))];
        onDrawn();
        return found;
      });
      return new Map(damaged.flat());
    },
    drop: () => kept.drop(),
  };
}

function toPicture({ width, height, renditions }: Outline, pathOf: (name: string) => string): Picture {
  const groups = [...Map.groupBy(renditions, ({ type, media }) => `${type} ${media ?? ""}`).values()];
  const [fallback] = groups.pop() ?? [];
  if (fallback === undefined) throw new Error("A picture has no rendition");
  const src = pathOf(fallback.file);
  const isForAll = !/^image\/(svg\+xml|x-icon)$/.test(fallback.type);
  return {
    src,
    ...present({ share: isForAll ? { src, width: fallback.width, height: fallback.height } : undefined }),
    width,
    height,
    sources: groups.flatMap((group) => {
      const [first] = group;
      return first ? [{ type: first.type, srcset: srcset(group, pathOf), ...present({ media: first.media }) }] : [];
    }),
  };
}

const srcset = (renditions: readonly Rendition[], pathOf: (name: string) => string): string =>
  renditions
    .map(({ file, width }) => (renditions.length === 1 ? pathOf(file) : `${pathOf(file)} ${width}w`))
    .join(", ");

/** A file's name for URLs: ASCII, since tools that upload assets differ in how they encode anything else. */
const nameOf = (file: string): string =>
  basename(file, extname(file))
    .normalize("NFKD")
    .replace(/\p{M}+/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "")
    .slice(0, 60) || "picture";
