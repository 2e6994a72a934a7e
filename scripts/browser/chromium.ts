import { accessSync, constants } from "node:fs";

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

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
