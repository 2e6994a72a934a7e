import { appendFileSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { settling } from "./api/retry.ts";
import { serverTime } from "./api/server-time.ts";
import { textIfThere } from "../base/own-file.ts";
import { isRecord, recordIn } from "../base/record.ts";
import type { Acknowledged } from "./stored-keys.ts";

/** What this machine wrote to KV within the last minute or so, for a run that follows one which was killed or failed. */
export interface Journal {
  readonly recent: readonly Acknowledged[];
  /** Takes down what was acknowledged just now. */
  readonly add: (release: string, keys: readonly string[]) => void;
}

/**
 * @param folder of the cache
 * @param namespace the id of the one whose writes are meant
 */
export function openJournal(folder: string, namespace: string): Journal {
  const file = join(folder, "kv-writes.jsonl");
  const lines = linesOf(file).filter(({ time }) => Math.abs(serverTime() - time) < settling);
  let isBegun = false;
  return {
    recent: lines.filter((line) => line.namespace === namespace),
    add: (release, keys) => {
      const added = { namespace, release, keys, time: serverTime() } satisfies Line;
      // The first line of a run takes the place of those that are too old to tell anything.
      const text = (isBegun ? [added] : [...lines, added]).map((line) => `${JSON.stringify(line)}\n`).join("");
      try {
        mkdirSync(folder, { recursive: true });
        (isBegun ? appendFileSync : writeFileSync)(file, text);
      } catch {
        return; // without it, the next run writes some keys again at worst
      }
      isBegun = true;
    },
  };
}

type Line = Acknowledged & { readonly namespace: string };

/** A line that a killed run left half is nothing. */
const linesOf = (file: string): readonly Line[] =>
  (textIfThere(file) ?? "")
    .split("\n")
    .map((line): unknown => recordIn(line))
    .filter(isLine);

const isLine = (line: unknown): line is Line =>
  isRecord(line) &&
  typeof line["namespace"] === "string" &&
  typeof line["release"] === "string" &&
  typeof line["time"] === "number" &&
  Array.isArray(line["keys"]);
