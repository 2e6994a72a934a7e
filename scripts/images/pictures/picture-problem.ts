import { basename } from "node:path";
import { readIfThere } from "../../base/own-file.ts";

/** What is wrong with a picture's file, as the rest of a sentence that begins with the file's name. */
export class PictureProblem extends Error {}

/** Why a picture can't be used, with a cure: a sentence to follow the position in the Markdown. */
export interface PictureError {
  readonly error: string;
}

/** Makes something of a picture's file, or gives what is wrong with that. `expected` says what the file should be, `read` reads it. */
export async function fromPicture<Result>(
  file: string,
  expected: string,
  work: (input: Buffer) => Promise<Result>,
  read: (file: string) => Buffer | undefined | Promise<Buffer | undefined> = readIfThere,
): Promise<Result | PictureError> {
  try {
    const input = await read(file);
    if (input === undefined) throw new PictureProblem(`is not a file, expected ${expected}`);
    return await work(input);
  } catch (error) {
    if (error instanceof PictureProblem) return { error: `"${basename(file)}" ${error.message}` };
    throw error;
  }
}

/** Declares that whatever goes wrong in `decode` is the picture's fault: libvips throws plain errors for damaged files. */
export async function blamingPicture<Result>(decode: () => Promise<Result>): Promise<Result> {
  try {
    return await decode();
  } catch (error) {
    if (error instanceof PictureProblem) throw error;
    const reason = error instanceof Error ? error.message.split("\n")[0] : String(error);
    throw new PictureProblem(`can't be read (${reason}), save it again as JPEG, PNG, WebP, AVIF, GIF or SVG`);
  }
}
