import type { Moment } from "../../src/content/date.ts";
import { checkPaths } from "./aliases.ts";
import { checkAuthors } from "./authors.ts";
import { checkFields } from "./fields.ts";
import { checkHeadings } from "./headings.ts";
import { checkLinks } from "./links.ts";
import { checkNavigation } from "./navigation.ts";
import { checkPictures } from "./pictures.ts";
import { checkFootnotes, checkReferences } from "./references.ts";
import type { Found, Rule } from "./rule.ts";
import { type CheckedSite, readSite } from "./site.ts";
import { checkTags } from "./tags.ts";

const rules: readonly Rule[] = [
  checkPaths,
  checkFields,
  checkLinks,
  checkNavigation,
  checkHeadings,
  checkFootnotes,
  checkReferences,
  checkTags,
  checkAuthors,
  checkPictures,
];

/** Looks through a content folder for all that the build would stop at, and for what it would not notice. */
export async function checkContent(
  root: string,
  now: Moment,
): Promise<{ readonly site: CheckedSite; readonly found: readonly Found[] }> {
  const found: Found[] = [];
  const tell = (each: Found): void => {
    found.push(each);
  };
  const site = await readSite(root, now, (file, problem) => tell({ file, ...problem }));
  for (const rule of rules) rule(site, tell);
  const seen = new Set<string>();
  const unique = found.filter(({ file, line, column, message }) => {
    const key = `${file}:${line}:${column} ${message}`;
    return seen.has(key) ? false : seen.add(key);
  });
  return { site, found: unique };
}
