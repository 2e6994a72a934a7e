/** What is wrong with a picture's file, as the rest of a sentence that begins with the file's name. */
export class PictureProblem extends Error {
  override readonly name = "PictureProblem";
}
