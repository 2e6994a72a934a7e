import { spawnSync } from "node:child_process";
import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { project } from "../project-folder.ts";

interface Message {
  readonly type: string;
  readonly message: string;
  readonly url: string;
  readonly extract?: string;
}

const vnu = join(project, "node_modules/vnu-jar/build/dist/vnu.jar");
const works = spawnSync("java", ["-version"]).status === 0;

/** Whether the checker can run. Where the programs are required it always does, and fails without Java. */
export const hasChecker = works || process.env["REQUIRE_BROWSER"] === "1";
if (!hasChecker) console.log("Not run: the Nu HTML checker needs Java (in Debian default-jre-headless)");

// What the checker, here and in its newest version, is wrong about.
const mistaken: readonly RegExp[] = [
  // It does not know the rule yet: https://drafts.csswg.org/css-view-transitions-2/#view-transition-rule
  /^CSS: Unrecognized at-rule “@view-transition”/,
  // Nor a property: https://drafts.csswg.org/scroll-animations-1/#animation-timeline
  /^CSS: “animation-timeline”: Property “animation-timeline” doesn't exist/,
  // Nor that attr() can give numbers (https://drafts.csswg.org/css-values-5/#attr-notation).
  /^CSS: “(?:aspect-ratio|inline-size)”: Parse Error\.$/,
  // A guess from the words of a page, which is wrong for a list of made-up titles.
  /^This document appears to be written in /,
];

/** What the Nu HTML checker has against documents, by name: each error and warning once, with where it stands. Files go into `folder`. */
export function check(folder: string, documents: ReadonlyMap<string, string>): string[] {
  const names = [...documents.keys()];
  for (const [index, name] of names.entries()) writeFileSync(join(folder, `${index}.html`), documents.get(name) ?? "");
  const files = readdirSync(folder).map((name) => join(folder, name));
  const args = ["-Xmx512m", "-jar", vnu, "--format", "json", "--stdout", "--exit-zero-always", ...files];
  const { stdout, stderr, status } = spawnSync("java", args, { encoding: "utf8", maxBuffer: 64 * 1024 * 1024 });
  if (status !== 0) throw new Error(`the Nu HTML checker failed: ${stderr}`);
  const { messages } = JSON.parse(stdout) as { messages: Message[] };
  const found = new Map<string, string[]>();
  for (const { type, message, url, extract = "" } of messages) {
    if (mistaken.some((pattern) => pattern.test(message))) continue;
    const what = `${type}: ${message} ${JSON.stringify(extract)}`;
    const name = names[Number(/(\d+)\.html$/.exec(url)?.[1])] ?? url;
    found.set(what, [...(found.get(what) ?? []), name]);
  }
  return [...found].map(([what, where]) => `${what} on ${where[0]}, ${where.length} in all`);
}
