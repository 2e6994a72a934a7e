import { join } from "node:path";
import { Failure } from "../../base/failure.ts";
import { say } from "../../base/terminal.ts";
import type { TextChange } from "../plan.ts";
import { textDiff } from "./text-diff.ts";

/** Prints what changed in all texts, or in the one that `only` names, by its old or its new path. */
export function printDiffs(changes: readonly TextChange[], out: string, only?: string): void {
  const named = ({ file, source }: TextChange): boolean => [file, join(out, file), source].includes(only ?? file);
  const chosen = changes.filter(named);
  if (only !== undefined && chosen.length === 0)
    throw new Failure(
      `"${only}" is not a text that changed, expected a file such as ${changes[0]?.file ?? "posts/a.md"}`,
    );
  for (const { file, source, before, after } of chosen)
    say(`--- ${source}\n+++ ${join(out, file)}\n${textDiff(before, after)}`);
}
