import type { Moment } from "../../src/content/date.ts";
import { checkPaths } from "./alias-rules.ts";
import { checkAuthors } from "./authors.ts";
import { checkFields } from "./field-values.ts";
import { checkHeadings } from "./heading-levels.ts";
import { checkLinks } from "./dead-links.ts";
import { checkNavigation } from "./navigation-links.ts";
import { checkPictures } from "./unused-pictures.ts";
import { checkFootnotes, checkReferences } from "./references.ts";
import type { Found, Rule } from "./rule.ts";
import { type CheckedSite, readSite } from "./checked-site.ts";
import { checkTags } from "./tag-spellings.ts";

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
  return { site, found };
}
