import { existsSync, readdirSync } from "node:fs";
import { extname, join, relative, sep } from "node:path";

/** All files below a folder, as paths with `/` relative to it, sorted. Hidden ones and `node_modules` stay out. */
export function filesBelow(folder: string, skip: (path: string) => boolean = () => false): string[] {
  const found: string[] = [];
  const walk = (at: string): void => {
    for (const item of readdirSync(at, { withFileTypes: true })) {
      const full = join(at, item.name);
      const path = relative(folder, full).split(sep).join("/");
      if (item.name.startsWith(".") || item.name === "node_modules" || skip(path)) continue;
      if (item.isDirectory()) walk(full);
      else if (item.isFile()) found.push(path);
    }
  };
  if (existsSync(folder)) walk(folder);
  return found.sort();
}

export const isMarkdown = (path: string): boolean => /\.(md|markdown|mdown|mkd|mkdn|mdx)$/i.test(path);

export const isHtml = (path: string): boolean => /\.html?$/i.test(path);

/** Texts in languages that nothing here can read. */
export const isForeignText = (path: string): boolean =>
  /\.(adoc|asciidoc|org|rst|textile|pandoc|rmd|ipynb)$/i.test(path);

const mediaTypes = new Set(
  "avif bmp gif ico jpeg jpg png svg webp aac flac m4a mp3 oga ogg opus wav avi m4v mov mp4 mpeg ogv webm csv doc docx epub gz json key odp ods odt pdf ppt pptx ps rtf tar txt vcf xls xlsx zip asc".split(
    " ",
  ),
);

/** Pictures, sounds, films and documents: what an author put there, unlike a theme's styles and scripts. */
export const isMedia = (path: string): boolean => mediaTypes.has(extname(path).slice(1).toLowerCase());
