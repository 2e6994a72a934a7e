/** A file made from a picture. */
export interface Rendition {
  /** The file's name in the cache, and the end of its name on the site: `960.avif`. */
  readonly file: string;
  readonly type: string;
  /** Both in pixels. */
  readonly width: number;
  readonly height: number;
  /** A media query, where the file is not for everyone. */
  readonly media?: string;
}

/** What is made of a picture. */
export interface Outline {
  /** Both of the original, upright, in CSS pixels. */
  readonly width: number;
  readonly height: number;
  /** The best formats first, the one that everyone reads last; in each format the smallest first. */
  readonly renditions: readonly Rendition[];
}

/** What will be made of a picture, known before anything is, and how. */
export interface Planned extends Outline {
  /**
   * The bytes of the renditions, in their order. Takes the picture once more, since plans for thousands can't keep it. Throws a
   * PictureProblem for one that turns out to be damaged.
   */
  readonly draw: (input: Buffer) => Promise<readonly Uint8Array[]>;
}
