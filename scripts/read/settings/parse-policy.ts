import { openDirectives, type Policy } from "../../../src/content/site.ts";
import { hint } from "../../base/nearest.ts";
import { type Fields, list, matching, only, record } from "../fields.ts";

/** Reads what pages may load from elsewhere; undefined if nothing. */
export function parsePolicy(fields: Fields): Policy | undefined {
  const policy: { -readonly [Directive in keyof Policy]: Policy[Directive] } = {};
  for (const name of fields.names) {
    const directive = openDirectives.find((each) => each === name);
    if (directive !== undefined) policy[directive] = fields.optional(name, sources) ?? [];
    // An error, since what it was meant to allow would stay forbidden.
    else
      fields.errorOfName(
        name,
        `policy has "${name}", ${hint(name, openDirectives, `expected one of ${openDirectives.join(", ")}`)}`,
      );
  }
  return fields.names.length === 0 ? undefined : policy;
}

// Schemes and hosts of https://www.w3.org/TR/CSP3/#grammardef-source-expression, nothing that could end a directive.
const sources = list(
  matching(
    /^(?:'self'|data:|blob:|https:|(?:https:\/\/)?(?:\*\.)?[\w-]+(?:\.[\w-]+)+(?::\d+)?(?:\/[\w./%~-]*)?)$/,
    `a source in quotes, such as "https://fonts.example", "https:" or "'self'"`,
  ),
);

export const policy = record(
  "directives with sources, such as font-src: https://fonts.example",
  only(Object.fromEntries(openDirectives.map((directive) => [directive, sources]))),
);
