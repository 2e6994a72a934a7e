import { openDirectives, type Policy } from "../../../src/content/site.ts";
import type { Nearest } from "../../base/nearest.ts";
import { Fields, list, type Reader, type Report } from "../fields.ts";

/** Reads what pages may load from elsewhere; undefined when an error was reported. */
export function parsePolicy(
  given: Readonly<Record<string, unknown>>,
  nearest: Nearest,
  report: Report,
): Policy | undefined {
  const fields = new Fields(given, report, ["policy"]);
  const policy: { -readonly [Directive in keyof Policy]: Policy[Directive] } = {};
  for (const directive of openDirectives) {
    const sources = fields.optional(directive, list(source));
    if (sources !== undefined) policy[directive] = sources;
  }
  for (const name of Object.keys(given)) {
    if (openDirectives.some((directive) => directive === name)) continue;
    const meant = nearest(name, [...openDirectives]);
    // An error, since what it was to open would stay closed.
    fields.errorOfName(
      name,
      `policy has "${name}", expected one of ${openDirectives.join(", ")}${meant ? `: did you mean ${meant}?` : ""}`,
    );
  }
  return fields.failed ? undefined : policy;
}

// Schemes and hosts of https://www.w3.org/TR/CSP3/#grammardef-source-expression, nothing that could end a directive.
const source: Reader<string> = (value) =>
  typeof value === "string" &&
  /^(?:'self'|data:|blob:|https:|(?:https:\/\/)?(?:\*\.)?[\w-]+(?:\.[\w-]+)+(?::\d+)?(?:\/[\w./%~-]*)?)$/.test(value)
    ? { value }
    : { expected: `a source in quotes, such as "https://fonts.example", "https:" or "'self'"` };
