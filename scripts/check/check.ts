import type { Problem } from "../base/problems.ts";
import type { ReportAt } from "../read/content.ts";
import type { Moment } from "../../src/content/date.ts";
import { checkPaths } from "./alias-rules.ts";
import { checkAuthors } from "./authors.ts";
import { checkFields } from "./field-values.ts";
import { checkHeadings } from "./heading-levels.ts";
import { checkLinks } from "./dead-links.ts";
import { checkPictures } from "./unused-pictures.ts";
import { checkFootnotes, checkReferences } from "./references.ts";
import type { Rule } from "./rule.ts";
import { readSite } from "./checked-site.ts";
import { checkTags } from "./tag-spellings.ts";

const rules: readonly Rule[] = [
  checkPaths,
  checkFields,
  checkLinks,
  checkHeadings,
  checkFootnotes,
  checkReferences,
  checkTags,
  checkAuthors,
  checkPictures,
];

/** What a check found; files are below the content folder. */
type Found = Omit<Problem, "source">;

/** Looks through a content folder for all that would stop a build, and for what a build would not notice. */
export async function checkContent(root: string, now: Moment) {
  const found: Found[] = [];
  const report: ReportAt = (file, problem) => void found.push({ file, ...problem });
  const site = await readSite(root, now, report);
  for (const rule of rules) rule(site, report);
  return { site, found };
}
