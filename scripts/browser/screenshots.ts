import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { BrowserContextOptions } from "playwright-core";
import { launchChromium } from "./chromium.ts";
import { findSights } from "./page-kinds.ts";
import { command, currentMoment, portNumber, run } from "../base/command.ts";
import { ContentError } from "../base/problems.ts";
import { say } from "../base/terminal.ts";
import { startServer } from "../dev/server.ts";
import type { Build } from "../dev/rebuilder.ts";

const { content, port, url, out } = command(
  "screenshots",
  "Takes pictures of one page of each kind: wide and narrow, light and dark, and on paper (PDF).",
  ["run screenshots", "run screenshots -- --url http://localhost:8787 --out ../look"],
)
  .option("--content <folder>", "where posts/, pages/ and site.yaml are", "content")
  .option("--port <number>", "port on localhost to serve them on", portNumber, 8790)
  .option("--url <url>", "a blog that is already being served, instead of --content")
  .option("--out <folder>", "where the pictures go", "screenshots")
  .parse()
  .opts<{ content: string; port: number; url?: string; out: string }>();

const looks: Readonly<Record<string, BrowserContextOptions>> = {
  desktop: { viewport: { width: 1440, height: 900 }, colorScheme: "light" },
  "desktop-dark": { viewport: { width: 1440, height: 900 }, colorScheme: "dark" },
  tablet: { viewport: { width: 768, height: 1024 }, colorScheme: "light" },
  phone: { viewport: { width: 320, height: 640 }, colorScheme: "light" },
  "phone-dark": { viewport: { width: 320, height: 640 }, colorScheme: "dark" },
  print: {},
  "forced-colours": { viewport: { width: 1440, height: 900 }, forcedColors: "active" },
};

void run(async () => {
  await using opened = new AsyncDisposableStack();
  const browser = opened.use(await launchChromium());
  const start = { root: content, drafts: true, clock: currentMoment, port, onBuild };
  const base = (url ?? opened.use(await startServer(start)).url).replace(/\/$/, "");
  const sights = await findSights(base);
  await mkdir(out, { recursive: true });
  for (const [look, options] of Object.entries(looks)) {
    const page = await browser.newPage({ ...options, reducedMotion: "reduce" });
    for (const { name, path } of sights) {
      await page.goto(base + path);
      // Pictures load when they come into view, so scroll to each.
      for (const picture of await page.locator("img[loading=lazy]").all()) await picture.scrollIntoViewIfNeeded();
      const file = join(out, `${name}-${look}`);
      if (look === "print") await page.pdf({ path: `${file}.pdf`, format: "A4", preferCSSPageSize: true });
      else await page.screenshot({ path: `${file}.png`, fullPage: true });
    }
    await page.close();
  }
  say(`${sights.length} pages, each in ${Object.keys(looks).length} ways, are in ${out}`);
});

/** There is nothing to see while the content has errors. */
function onBuild({ snapshot, problems }: Build): void {
  if (!snapshot) throw new ContentError(problems);
}
