import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { ContentError } from "../../scripts/base/problems.ts";
import { readTheme, type ThemeSource } from "../../scripts/build/project-theme.ts";
import { readStyle } from "../../scripts/build/stylesheet.ts";
import { Cache } from "../../scripts/store/cache.ts";
import { defaultSite } from "../../src/content/site.ts";
import { temporaryFolder, write } from "../folder.ts";

/** Of the test file that imports it. */
export const folder = temporaryFolder();
export const src = join(folder, "src");
export const cache = new Cache(join(folder, ".cache"));

/** The theme in `src/theme.ts` once these files are written beside it. */
export function themeWith(files: Readonly<Record<string, string>>): Promise<ThemeSource> {
  write(src, files);
  return readTheme(cache, pathToFileURL(join(src, "theme.ts")));
}

/** What is said of a theme and of the blog's stylesheet. */
export async function problemsWith(theme: string, css = ""): Promise<string[]> {
  const root = write(join(folder, "content"), { "style.css": css });
  try {
    const { warnings } = await readStyle(defaultSite, await themeWith({ "theme.ts": theme }), { root, cache });
    return warnings.map(({ severity, line, column, message }) => `${line}:${column} ${severity} ${message}`);
  } catch (error) {
    if (!(error instanceof ContentError)) throw error;
    return error.problems.map(({ file, line, column, message }) => {
      const name = file.split("/").slice(-2).join("/");
      return `${name}:${line}:${column} ${message}`;
    });
  }
}
