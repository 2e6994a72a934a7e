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

/** What was made of a picture, before its files are written. */
export interface Drawn<File = Rendition & { readonly bytes: Uint8Array }> {
  /** Both of the original, upright, in CSS pixels. */
  readonly width: number;
  readonly height: number;
  /** The best formats first, the one that everyone reads last; in each format the smallest first. */
  readonly renditions: readonly File[];
}

/** All that was made from a picture. */
export interface Derived extends Drawn<Rendition> {
  /** Stands in the names of the files on the site. */
  readonly digest: string;
}
