import { type Header, sheetsOf } from "../../src/content/release.ts";
import type { Site } from "../../src/content/site.ts";
import { digestOf } from "../base/digest.ts";
import type { ThemeSource } from "./project-theme.ts";
import { readStyle, type Style } from "./stylesheet.ts";

/** How models become pages. */
export interface Look extends Style {
  readonly theme: ThemeSource;
  /** Of all that decides it. */
  readonly digest: string;
}

/** Throws `ContentError` with what is wrong in the theme or the stylesheet. */
export async function lookOf(
  site: Site,
  bundling: Promise<ThemeSource>,
  options: Parameters<typeof readStyle>[2],
): Promise<Look> {
  const theme = await bundling;
  const { style, warnings } = await readStyle(site, theme, options);
  return { theme, style, digest: themeDigest(site, style, theme), warnings };
}

/**
 * The theme digest, of all that decides how a model looks: the theme with all that it imports, the settings and the
 * stylesheet. A page's validator is made of this and the model's key, so that a change of a view changes every page and no feed.
 */
export const themeDigest = (site: Site, style: Header["style"], { digest }: ThemeSource): string =>
  digestOf(JSON.stringify([digest, site, ...sheetsOf(style).map(({ text }) => text)])).slice(0, 16);
