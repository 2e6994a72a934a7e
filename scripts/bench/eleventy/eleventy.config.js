import { readFileSync } from "node:fs";
import { cp } from "node:fs/promises";
import { join } from "node:path";
import { eleventyImageTransformPlugin } from "@11ty/eleventy-img";
import highlight from "@11ty/eleventy-plugin-syntaxhighlight";
import anchor from "markdown-it-anchor";
import footnote from "markdown-it-footnote";
import { blogOf } from "./blog.js";
import { drawCards } from "./cards.js";
import site from "./_data/site.js";

// scripts/bench/peers.ts says what this blog has.
const { pictures, cards } = JSON.parse(readFileSync(new URL("_data/made.json", import.meta.url), "utf8"));

export default function (config) {
  config.addPlugin(highlight);
  config.amendLibrary("md", (md) => md.use(footnote).use(anchor, headings).use(outline));
  if (pictures !== undefined) config.addPlugin(eleventyImageTransformPlugin, imagesOf(pictures));
  // The sources beside the pages; addPassthroughCopy takes six times as long for as many files.
  config.on("eleventy.after", ({ directories }) =>
    cp("posts", join(directories.output, "posts"), { recursive: true, filter: (file) => !/\.(?:json|jpg|png)$/.test(file) }),
  );
  if (cards) config.on("eleventy.after", ({ directories }) => drawCards(blog.posts, site, directories.output));

  // All collections are parts of one index, which is made once.
  let blog;
  const part = (name) => config.addCollection(name, (all) => (blog ??= blogOf(all, config.getFilter("slugify")))[name]);
  for (const name of ["posts", "pages", "feeds", "topics", "years"]) part(name);
  return { dir: { input: ".", includes: "_includes", output: "_site" }, markdownTemplateEngine: false };
}

/** Formats, widths and encoders as ours. */
const imagesOf = ({ widths, encoders: { avif, webp, jpeg, png } }) => ({
  formats: ["avif", "webp", "auto"],
  widths,
  sharpAvifOptions: { ...avif, chromaSubsampling: "4:2:0" },
  sharpWebpOptions: webp,
  sharpJpegOptions: jpeg,
  sharpPngOptions: png,
  htmlOptions: { imgAttributes: { loading: "lazy", decoding: "async", sizes: "(min-width: 45rem) 42rem, 100vw" } },
});

const headings = {
  tabIndex: false,
  permalink: anchor.permalink.linkInsideHeader({
    symbol: "#",
    class: "anchor",
    ariaHidden: false,
    renderAttrs: () => ({ "aria-label": "Link to this section" }),
  }),
};

/** Keeps the headings of a post with its data, for the table of contents. */
function outline(md) {
  md.core.ruler.push("outline", ({ tokens, env }) => {
    env.outline = tokens.flatMap((token, index) =>
      token.type === "heading_open" && (token.tag === "h2" || token.tag === "h3")
        ? [{ tag: token.tag, id: token.attrGet("id"), text: textOf(tokens[index + 1]) }]
        : [],
    );
  });
}

const textOf = ({ children }) =>
  children
    .filter(({ type }) => type === "text" || type === "code_inline")
    .map(({ content }) => content)
    .join("")
    .trim();
