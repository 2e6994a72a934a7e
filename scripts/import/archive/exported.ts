import { present } from "../../base/record.ts";
import { originsOf, splitAddress } from "../config.ts";
import type { Asset, Leftover, OldArticle, OldSite } from "../source.ts";

/** What a service exported, as far as it differs from what others do. */
export interface Exported {
  readonly articles: readonly OldArticle[];
  /** The old site's address, if it is known. */
  readonly address: string | undefined;
  /** Whether the address was the service's, so that the new blog can't have it. */
  readonly isBorrowed?: boolean;
  /** Settings for `site.yaml` beside the address. */
  readonly site?: Readonly<Record<string, string | undefined>>;
  readonly statics?: readonly Asset[];
  readonly notes: OldSite["notes"];
  readonly failures?: OldSite["failures"];
  readonly convert: OldSite["convert"];
}

export const exportedSite = ({
  articles,
  address,
  isBorrowed = false,
  site = {},
  statics = [],
  failures = [],
  ...others
}: Exported): OldSite => ({
  ...others,
  articles,
  statics,
  failures,
  site: present({ ...site, url: isBorrowed ? undefined : splitAddress(address).origin }),
  origins: originsOf(address),
  leftovers: foreignHtml,
});

/** Elements that come from elsewhere, or would run a program. */
const foreignHtml = (body: string): Leftover[] =>
  [...body.matchAll(/<(script|iframe|form|embed|object)\b/g)].map((match) => ({
    line: body.slice(0, match.index).split("\n").length,
    message: "the <…> stays as it is, and may not work here",
    of: [match[1] ?? ""],
  }));
