import { statSync } from "node:fs";

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

const isExecutable = (path: string): boolean => ((statSync(path, { throwIfNoEntry: false })?.mode ?? 0) & 0o111) !== 0;
