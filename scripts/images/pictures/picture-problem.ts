/** What is wrong with a picture's file, as the rest of a sentence that begins with the file's name. */
export class PictureProblem extends Error {
  override readonly name = "PictureProblem";
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
