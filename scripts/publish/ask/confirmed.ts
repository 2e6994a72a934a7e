import { createInterface } from "node:readline/promises";
import { note } from "../../base/terminal.ts";

/** Whether somebody at a terminal says yes; undefined where there is none. */
export async function confirmed(explanation: string, question: string): Promise<boolean | undefined> {
  if (!process.stdin.isTTY) return undefined;
  note(explanation);
  using terminal = createInterface({ input: process.stdin, output: process.stderr });
  const answer = await terminal.question(`${question} (y/N) `);
  return /^y(es)?$/i.test(answer.trim());
}
