import { readFileSync } from "node:fs";
import { join } from "node:path";
import { project } from "../../project-folder.ts";

/** A fenced block of a document. */
export interface Block {
  readonly language: string;
  readonly title?: string;
  readonly text: string;
}

/** The fenced blocks of a document of ours, or of its sections with these headings, in order. */
export function blocksOf(document: string, ...headings: readonly string[]): Block[] {
  const text = readFileSync(join(project, document), "utf8")
    .split(/^(?=## )/m)
    .filter((section) => headings.length === 0 || headings.some((heading) => section.startsWith(`## ${heading}\n`)))
    .join("");
  return [...text.matchAll(/^(```|~~~)(\w+)(?: title="([^"]+)")?\n([\s\S]*?)\n\1$/gm)].map(
    ([, , language = "", title, content = ""]) => ({ language, ...(title ? { title } : {}), text: content }),
  );
}

/** The commands in a block of them: one a line. */
export const commandsIn = ({ text }: Block): string[] => text.split("\n").filter((line) => line.trim() !== "");
