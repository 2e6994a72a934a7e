import type { ReportAt } from "../read/content.ts";
import type { FieldPath } from "../read/fields.ts";
import type { Position } from "../base/problems.ts";
import type { Checked, CheckedSite } from "./checked-site.ts";

/** Looks at a whole site for one kind of mistake. */
export type Rule = (site: CheckedSite, report: ReportAt) => void;

/** The place of a field's value, or of an item of its list, in the article's file. */
export const placeOf = ({ locate }: Checked, ...path: FieldPath): Position => locate({ path });
