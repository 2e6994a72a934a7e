import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const shared = join(import.meta.dirname, "../../../shared/corpus/generate.mjs");

/** Writes a content folder of that many posts, the same at each call. With the shared generator where that is, else with a small one. */
export function writeCorpus(count: number, folder: string): void {
  const posts = join(folder, "posts");
  if (existsSync(join(posts, nameOf(count - 1)))) return;
  mkdirSync(posts, { recursive: true });
  if (existsSync(shared)) {
    const { status, stderr } = spawnSync(process.execPath, [shared, String(count), posts], { encoding: "utf8" });
    if (status !== 0) throw new Error(stderr);
    return;
  }
  for (let index = 0; index < count; index++) writeFileSync(join(posts, nameOf(index)), post(index));
}

export const nameOf = (index: number): string => `post-${String(index).padStart(6, "0")}.md`;

const words =
  "the edge of a book is where readers open it and every page begins with one line that asks for another".split(" ");
const tags = [
  "data",
  "edge",
  "rust",
  "typescript",
  "http",
  "css",
  "security",
  "performance",
  "feeds",
  "C++",
  "Łódź",
  "日本語",
];

/** A post of about 8 kB: paragraphs, lists, a table, links to older posts, highlighted code. */
function post(index: number): string {
  let state = index + 1;
  const pick = <T>(choices: readonly T[]): T | undefined => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
    return choices[(state >> 8) % choices.length];
  };
  const some = (count: number): string => Array.from({ length: count }, () => pick(words)).join(" ");
  const paragraph = (): string =>
    Array.from({ length: 6 }, () => `${some(12)} **${some(2)}** and \`${some(1)}()\`.`).join(" ");
  const section = (): string =>
    [
      `## ${some(4)}`,
      paragraph(),
      paragraph(),
      `- ${some(8)}\n- ${some(8)}\n- [${some(2)}](/posts/${nameOf(state % (index + 1)).slice(0, -3)}/)`,
      `| name | value |\n| --- | --- |\n| ${some(1)} | ${state % 1000} |`,
      `\`\`\`ts\nconst ${some(1)}: readonly string[] = ["${some(1)}"]; // ${some(3)}\n\`\`\``,
    ].join("\n\n");
  const date = new Date(Date.UTC(2005, 0, 1) + index * 6 * 3_600_000).toISOString();
  const chosen = [...new Set([pick(tags), pick(tags), pick(tags)])];
  return `---
title: "${some(5)} no. ${index}"
date: ${date}
author: ${pick(["Ada Field", "Bo Marsh", "Cy Harbour"])}
description: ${some(14)}.
tags: ${JSON.stringify(chosen)}
---

${Array.from({ length: 5 }, section).join("\n\n")}
`;
}
