import { cp } from "node:fs/promises";
import { join } from "node:path";
import highlight from "@11ty/eleventy-plugin-syntaxhighlight";
import anchor from "markdown-it-anchor";
import footnote from "markdown-it-footnote";
import { blogOf } from "./blog.js";

export default function (config) {
  config.addPlugin(highlight);
  config.amendLibrary("md", (md) => md.use(footnote).use(anchor, headings).use(outline));
  // The sources beside the pages; addPassthroughCopy takes six times as long for as many files.
  config.on("eleventy.after", ({ directories }) =>
    cp("posts", join(directories.output, "posts"), { recursive: true, filter: (file) => !file.endsWith(".json") }),
  );

  // All collections are parts of one index, which is made once.
  let blog;
  const part = (name) => config.addCollection(name, (all) => (blog ??= blogOf(all, config.getFilter("slugify")))[name]);
  for (const name of ["posts", "pages", "feeds", "topics", "years"]) part(name);
  return { dir: { input: ".", includes: "_includes", output: "_site" }, markdownTemplateEngine: false };
}

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
