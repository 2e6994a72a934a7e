import { openDirectives, type Policy } from "../../../src/content/site.ts";
import type { Nearest } from "../../base/nearest.ts";
import { present } from "../../base/record.ts";
import { Fields, list, matching, type Reader, type Report } from "../fields.ts";

/** Reads what pages may load from elsewhere; undefined when an error was reported. */
export function parsePolicy(
  given: Readonly<Record<string, unknown>>,
  nearest: Nearest,
  report: Report,
): Policy | undefined {
  const fields = new Fields(given, report, ["policy"]);
  const policy = present(fields.all(policyReaders));
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
const source = matching(
  /^(?:'self'|data:|blob:|https:|(?:https:\/\/)?(?:\*\.)?[\w-]+(?:\.[\w-]+)+(?::\d+)?(?:\/[\w./%~-]*)?)$/,
  "a source such as https://fonts.example, https: or data:",
);

export const policyReaders = Object.fromEntries(openDirectives.map((directive) => [directive, list(source)])) as {
  readonly [Directive in keyof Policy]-?: Reader<string[]>;
};
