import { closeSync, existsSync, openSync, readSync } from "node:fs";
import { basename, extname, join, resolve } from "node:path";
import { Failure } from "../base/failure.ts";
import { filesBelow } from "../base/files-below.ts";
import { isFolder, ownFile, ownFolder } from "../base/own-file.ts";
import type { Asset, Note } from "./source.ts";

/** A folder of the old site by its path below `root`. Throws `Failure` for one that is really elsewhere. */
export function siteFolder(root: string, name: string): string {
  const folder = join(root, name);
  if (ownFolder(root, name))
    throw new Failure(
      `${folder} leads outside ${root}, where no files are taken from; replace it with the folder itself`,
    );
  return folder;
}

/** Throws `Failure` for a file where the folder of an old site should be. */
export function expectFolder(root: string): void {
  if (!isFolder(root)) throw new Failure(`${root} is a file, expected the folder of the old site`);
}

/** All files of a folder that can be read; the others are named among the failures, once each. */
export function readableFiles(folder: string, failures: Note[], skip?: (path: string) => boolean): string[] {
  return filesBelow(folder, skip, (path, error) => {
    const place = join(folder, path);
    if (!failures.some(({ of }) => of?.[0] === place))
      failures.push({
        message: "… can't be read: …",
        of: [place, error instanceof Error ? error.message : String(error)],
      });
  });
}

/** Whether a folder below `root` is really there, and not a link to somewhere else. */
export const isOwnFolder = (root: string, name: string): boolean =>
  isFolder(join(root, name)) && ownFolder(root, name) === undefined;

/** An export's media: a copy of a folder such as `wp-content/uploads`, or of one above it. They keep their addresses. */
export function mediaOf(copy: string, path: string): Asset[] {
  const folders = [path, basename(path), ""].map((name) => siteFolder(resolve(copy), name));
  const folder = folders.find((each) => existsSync(each)) ?? copy;
  return filesBelow(folder).map((file) => ({ from: join(folder, file), to: `static/${path}/${file}` }));
}

/** Whether the old site has such a file, neither hidden nor really elsewhere. */
export function isIn(root: string, path: string): boolean {
  const found = ownFile(root, path);
  return found !== undefined && "real" in found;
}

export const isMarkdown = (path: string): boolean => /\.(md|markdown|mdown|mkd|mkdn|mdx)$/i.test(path);

export const isHtml = (path: string): boolean => /\.html?$/i.test(path);

const foreignText = /\.(adoc|asciidoc|org|rst|textile|pandoc|rmd|ipynb)$/i;

/** Texts in formats that can't be imported, except those beside the file that was made from them. */
export function foreignTexts(files: readonly string[]): string[] {
  const made = new Set(files.filter((file) => isMarkdown(file) || isHtml(file)).map(withoutEnding));
  return files.filter((file) => foreignText.test(file) && !made.has(withoutEnding(file)));
}

/** The note about one of them. */
export const foreignFormat = "… is in a format that can't be imported, expected Markdown or HTML";

const withoutEnding = (file: string): string => file.replace(/\.[^./]*$/, "");

const mediaTypes = new Set(
  "avif bmp gif ico jpeg jpg png svg webp aac flac m4a mp3 oga ogg opus wav avi m4v mov mp4 mpeg ogv webm csv doc docx epub gz json key odp ods odt pdf ppt pptx ps rtf tar txt vcf xls xlsx zip asc".split(
    " ",
  ),
);

/** Pictures, sounds, films and documents: an author's files, unlike a theme's styles and scripts. */
export const isMedia = (path: string): boolean => mediaTypes.has(extname(path).slice(1).toLowerCase());

/** The first bytes of a file. */
export function headOf(path: string, length: number): Buffer {
  const file = openSync(path, "r");
  try {
    const bytes = Buffer.alloc(length);
    return bytes.subarray(0, readSync(file, bytes));
  } finally {
    closeSync(file);
  }
}
