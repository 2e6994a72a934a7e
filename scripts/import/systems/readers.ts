import { readBear } from "../bear/bear.ts";
import { readDocusaurus } from "../docusaurus/docusaurus.ts";
import { readGhost } from "../ghost/ghost.ts";
import { readHexo } from "../hexo/hexo.ts";
import { readHugo } from "../hugo/hugo.ts";
import { readJekyll } from "../jekyll/jekyll.ts";
import { readMedium } from "../medium/medium.ts";
import { readMicroblog } from "../microblog/microblog.ts";
import { readObsidian } from "../obsidian/obsidian.ts";
import { readPelican } from "../pelican/pelican.ts";
import { readMarkdown } from "../plain/markdown-folder.ts";
import { readSubstack } from "../substack/substack.ts";
import { readVitePress } from "../vitepress/vitepress.ts";
import { readWordPress } from "../wordpress/wordpress.ts";
import { readZola } from "../zola/zola.ts";
import type { ReadSource } from "../source.ts";

/** What reads a site, by the name of its system. */
export const readers: Readonly<Record<string, ReadSource>> = {
  hugo: readHugo,
  jekyll: readJekyll,
  zola: readZola,
  docusaurus: readDocusaurus,
  vitepress: readVitePress,
  hexo: readHexo,
  pelican: readPelican,
  obsidian: readObsidian,
  markdown: readMarkdown,
  astro: readMarkdown,
  eleventy: readMarkdown,
  wordpress: readWordPress,
  ghost: readGhost,
  substack: readSubstack,
  medium: readMedium,
  "micro.blog": readMicroblog,
  bear: readBear,
};
