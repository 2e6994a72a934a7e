/** The title that a text begins with as a heading of the first level, and the text without it. */
export function titleHeading(body: string): { readonly title: string; readonly rest: string } | undefined {
  const lines = body.split("\n");
  const at = lines.findIndex((line) => !/^\s*$|^(?:import|export)\s|^\s*<!--.*-->\s*$/.test(line));
  const [first = "", second = ""] = lines.slice(at, at + 2);
  const atx = /^ {0,3}#[ \t]+(.+?)(?:[ \t]+#+)?\s*$/.exec(first)?.[1];
  const written = atx ?? (/^=+\s*$/.test(second) ? first : undefined);
  const title = written
    ?.replace(/\s*\{#[\w-]+\}$/, "")
    .replaceAll(/!?\[([^\]]*)\]\([^)]*\)/g, "$1")
    .replaceAll(/(?<!\\)[*`]|\\(?=[*_`#])/g, "")
    .trim();
  return title ? { title, rest: lines.toSpliced(at, atx === undefined ? 2 : 1).join("\n") } : undefined;
}
