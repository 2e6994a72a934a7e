import { type Browser, chromium, type LaunchOptions } from "playwright-core";
import { afterAll } from "vitest";
import { findChromium } from "../../../scripts/browser/chromium.ts";

const executablePath = findChromium();

/** Whether tests with a browser run. Where a browser is required they always do, and fail without one. */
export const hasBrowser = executablePath !== undefined || process.env["REQUIRE_BROWSER"] === "1";
if (!hasBrowser)
  console.log("Not run: no Chromium is found; install one, or name it in the environment variable CHROMIUM");

/** How a browser is started here; a persistent one takes the same. */
export const launchOptions: LaunchOptions = {
  ...(executablePath === undefined ? {} : { executablePath }),
  // Chromium's own sandbox needs rights that containers lack; the pages are ours.
  args: ["--no-sandbox"],
};

/** A browser for the tests around this, which starts when it is first wanted and ends with them. */
export function ownBrowser(): Pick<Browser, "newContext" | "newPage"> {
  let browser: Promise<Browser> | undefined;
  const launched = (): Promise<Browser> => (browser ??= chromium.launch(launchOptions));
  afterAll(async () => (await browser)?.close());
  return {
    newContext: async (options) => (await launched()).newContext(options),
    newPage: async (options) => (await launched()).newPage(options),
  };
}
