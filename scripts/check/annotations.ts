import { printable } from "../base/printable.ts";
import type { Problem } from "../base/problems.ts";

/**
 * Problems as GitHub Actions shows them beside the lines of a pull request:
 * https://docs.github.com/actions/reference/workflow-commands-for-github-actions
 */
export const annotations = (problems: readonly Problem[]): string => problems.map(annotation).join("");

const annotation = ({ severity, file, line, column, message }: Problem): string =>
  `::${severity} file=${property(file)},line=${line},col=${column}::${data(message)}\n`;

// The runner turns breaks of lines back; of what else a log would obey, nothing is left.
const data = (text: string): string =>
  text
    .replaceAll("%", "%25")
    .split(/(\r|\n)/)
    .map((part) => breaks[part] ?? printable(part))
    .join("");

const breaks: Readonly<Record<string, string>> = { "\r": "%0D", "\n": "%0A" };

const property = (text: string): string => data(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
