import { Parser } from "htmlparser2";

/** All attributes in HTML, as names and values. */
export function attributesOf(html: string): [string, string][] {
  const found: [string, string][] = [];
  const parser = new Parser({ onopentag: (_name, attributes) => void found.push(...Object.entries(attributes)) });
  parser.end(html);
  return found;
}

/** The URLs in the attributes of HTML. */
export const urlsOf = (html: string): string[] =>
  attributesOf(html).flatMap(([name, value]) => {
    if (/^(href|src|poster|cite|data|action|longdesc|background|xlink:href)$/.test(name)) return [value];
    return name === "srcset" ? value.split(", ").map((candidate) => candidate.split(" ")[0] ?? "") : [];
  });

export const relativeUrlsOf = (html: string): string[] => urlsOf(html).filter((url) => !URL.canParse(url));
