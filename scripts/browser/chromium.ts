import { statSync } from "node:fs";
import { type Browser, chromium } from "playwright-core";
import { Failure } from "../base/failure.ts";

const usual = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

/** Path of a Chromium: what the environment variable CHROMIUM names, else one where systems usually have it. */
export function findChromium(): string | undefined {
  const named = process.env["CHROMIUM"];
  return (named ? [named] : usual).find(isExecutable);
}

/** Starts a Chromium for pages of ours. Throws `Failure` if there is none. */
export async function launchChromium(): Promise<Browser> {
  const executablePath = findChromium();
  if (!executablePath)
    throw new Failure("No Chromium was found; install one, or give its path in the environment variable CHROMIUM");
  // Its own sandbox needs rights that containers lack; the pages are ours.
  return chromium.launch({ executablePath, args: ["--no-sandbox"] });
}

const isExecutable = (path: string): boolean => ((statSync(path, { throwIfNoEntry: false })?.mode ?? 0) & 0o111) !== 0;
