import { asked, note } from "../../base/terminal.ts";

/** Whether somebody at a terminal says yes; undefined where there is none. */
export async function confirmed(explanation: string, question: string): Promise<boolean | undefined> {
  if (!process.stdin.isTTY) return undefined;
  note(explanation);
  return /^y(es)?$/i.test(await asked(`${question} (y/N) `));
}
