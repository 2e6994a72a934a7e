/// <reference lib="dom" />
// What runs in the page sees its globals.
import { cpSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { launchChromium } from "../browser/chromium.ts";
import { currentMoment } from "../base/command.ts";
import { startServer } from "../dev/server.ts";
import { medianOf, type Row } from "./table.ts";

/**
 * Milliseconds from the moment at which a file is saved to the next picture that the open browser draws with the change.
 * Edits a post and the site's title, each `edits` times, in a copy of a corpus in `folder`.
 */
export async function measureLive(corpus: string, folder: string, edits: number): Promise<Row[]> {
  await using browser = await launchChromium();
  rmSync(folder, { recursive: true, force: true });
  cpSync(corpus, folder, { recursive: true });
  writeFileSync(join(folder, "site.yaml"), "title: Bench\n");
  await using server = await startServer({ root: folder, port: 0, clock: currentMoment, onBuild: () => {} });
  return [
    await watch("a post’s text", browser, `${server.url}/posts/${nameOfPost}/`, edits, (mark) => {
      const file = join(folder, `posts/${nameOfPost}.md`);
      writeFileSync(file, `${readFileSync(file, "utf8").replace(/\n\nEdit \d+\.\n$/, "")}\n\nEdit ${mark}.\n`);
      return `Edit ${mark}.`;
    }),
    await watch("the site’s title", browser, server.url, edits, (mark) => {
      writeFileSync(join(folder, "site.yaml"), `title: Bench ${mark}\n`);
      return `Bench ${mark}`;
    }),
  ];
}

// The one in the middle of the corpus of a thousand.
const nameOfPost = "post-000500";

/** `edit` saves a change and gives the text that shows it. The first two edits find code that has not been run yet, and do not count. */
async function watch(
  what: string,
  browser: Browser,
  url: string,
  edits: number,
  edit: (mark: number) => string,
): Promise<Row> {
  const page = await browser.newPage();
  await page.goto(url);
  const times: number[] = [];
  for (let mark = 1; mark <= edits + 2; mark++) {
    const saved = Date.now();
    const text = edit(mark);
    times.push((await drawn(page, text)) - saved);
  }
  await page.close();
  const sorted = times.slice(2).sort((a, b) => a - b);
  return {
    "what changes": what,
    "median ms": Math.round(medianOf(sorted)),
    "slowest ms": Math.round(sorted.at(-1) ?? 0),
  };
}

/** When the page was drawn with a text in it, by the clock of the machine. */
async function drawn(page: Page, text: string): Promise<number> {
  const seen = await page.waitForFunction(
    (wanted) => document.body.textContent.includes(wanted) && performance.timeOrigin + performance.now(),
    text,
    { polling: "raf" },
  );
  return Number(await seen.jsonValue());
}
