import rss from "@11ty/eleventy-plugin-rss";
import highlight from "@11ty/eleventy-plugin-syntaxhighlight";

export default function (config) {
  config.addPlugin(rss);
  config.addPlugin(highlight);
  config.addCollection("posts", (all) => all.getFilteredByGlob("posts/*.md"));
  return { dir: { input: ".", includes: "_includes", output: "_site" }, markdownTemplateEngine: false };
}
