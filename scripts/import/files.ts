import { extname, join } from "node:path";
import { Failure } from "../base/failure.ts";
import { ownFile, ownFolder } from "../base/own-file.ts";

/** A folder of the old site by its path below `root`. Throws `Failure` for one that is in truth elsewhere. */
export function siteFolder(root: string, name: string): string {
  const folder = join(root, name);
  if (ownFolder(root, name))
    throw new Failure(
      `${folder} is outside of ${root}, from where alone files are taken: put the folder itself in its place`,
    );
  return folder;
}

/** Whether a file of the old site is there that is neither hidden nor in truth elsewhere. */
export function isIn(root: string, path: string): boolean {
  const found = ownFile(root, path);
  return found !== undefined && "real" in found;
}

export const isMarkdown = (path: string): boolean => /\.(md|markdown|mdown|mkd|mkdn|mdx)$/i.test(path);

export const isHtml = (path: string): boolean => /\.html?$/i.test(path);

const foreignText = /\.(adoc|asciidoc|org|rst|textile|pandoc|rmd|ipynb)$/i;

/** Texts in languages that nothing here can read, but for those that lie beside what was made from them. */
export function foreignTexts(files: readonly string[]): string[] {
  const made = new Set(files.filter((file) => isMarkdown(file) || isHtml(file)).map(withoutEnding));
  return files.filter((file) => foreignText.test(file) && !made.has(withoutEnding(file)));
}

const withoutEnding = (file: string): string => file.replace(/\.[^./]*$/, "");

const mediaTypes = new Set(
  "avif bmp gif ico jpeg jpg png svg webp aac flac m4a mp3 oga ogg opus wav avi m4v mov mp4 mpeg ogv webm csv doc docx epub gz json key odp ods odt pdf ppt pptx ps rtf tar txt vcf xls xlsx zip asc".split(
    " ",
  ),
);

/** Pictures, sounds, films and documents: what an author put there, unlike a theme's styles and scripts. */
export const isMedia = (path: string): boolean => mediaTypes.has(extname(path).slice(1).toLowerCase());
