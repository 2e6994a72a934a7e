/** The id that Hugo gives a heading by its setting `markup.goldmark.parser.autoHeadingIDType`. */
export function hugoId(markdown: string, type: string | undefined): string {
  if (type === "blackfriday")
    return (
      markdown
        .toLowerCase()
        .replace(/[^\p{L}\p{N}]+/gu, "-")
        .replace(/^-|-$/g, "") || "heading"
    );
  const text = type === "github-ascii" ? markdown.normalize("NFD").replace(/\p{Mn}|[^\0-\x7f]/gu, "") : markdown;
  const id = text
    .trim()
    .toLowerCase()
    .replaceAll(" ", "-")
    .replace(/[^\p{L}\p{Nd}_-]/gu, "");
  return id || "heading";
}
