import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { textIfThere } from "../../base/own-file.ts";
import { recordIn } from "../../base/record.ts";
import { defaultCache } from "../../build/prebuild.ts";

/** Whether a service was told of a publication, and if not, why. */
export interface Told {
  readonly name: string;
  readonly problem?: string | undefined;
}

/** Who was told, and when, in seconds. */
export interface Telling {
  readonly at: number;
  readonly told: readonly Told[];
}

const most = 50;

const file = join(defaultCache, "told.json");

/** Takes down on this machine who was told of a version. */
export function rememberTold(version: string, telling: Telling): void {
  const known = Object.entries(read()).filter(([id]) => id !== version);
  const text = JSON.stringify(Object.fromEntries([...known, [version, telling]].slice(-most)));
  try {
    mkdirSync(defaultCache, { recursive: true });
    writeFileSync(file, text);
  } catch {
    // A full disk is no reason to call a live publication failed.
  }
}

/** Who was told of a version; undefined if another machine published it. */
export const toldOf = (version: string): Telling | undefined => read()[version];

const read = () => (recordIn(textIfThere(file) ?? "") ?? {}) as Readonly<Record<string, Telling>>;
