/// <reference lib="dom" />
// What runs in the page sees its globals.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { launchChromium } from "../browser/chromium.ts";
import type { Blog } from "./blogs.ts";
import { replacePost } from "./corpus.ts";
import { serverOf } from "./first-page.ts";
import { inTurn, type Measures } from "./in-turn.ts";
import { nameOf } from "./posts.ts";
import { roomsFor, type Setting } from "./rooms.ts";
import { medianOf, type Row } from "./table.ts";

const edits = 10;

/**
 * Milliseconds from the moment at which a file is saved to the next picture that the open browser draws with the change: of
 * a post in the middle of the blog and of the site's title.
 */
export async function measureLive(blog: Blog, setting: Setting): Promise<Row[]> {
  await using browser = await launchChromium();
  const number = blog.posts >> 1;
  const name = nameOf(number);
  return await inTurn(setting.rounds, async () =>
    (await roomsFor(blog, setting)).map(({ engine, room, content }) => {
      const watching = async (path: string, edit: (mark: string) => void): Promise<Measures> => {
        await using server = await serverOf(engine, room);
        return await watch(browser, server.url + path, edit);
      };
      const file = join(content, "posts", name);
      const text = readFileSync(file, "utf8");
      replacePost(content, number, text); // so that it may be written to
      const settings = join(content, "site.yaml");
      const others = existsSync(settings) ? readFileSync(settings, "utf8") : "";
      return {
        who: engine.who,
        tasks: {
          "a post’s text": () =>
            watching(`/posts/${name.slice(0, -3)}/`, (mark) => writeFileSync(file, `${text}\n${mark}.\n`)),
          "the site’s title": () => watching("/", (mark) => writeFileSync(settings, `${others}title: ${mark}\n`)),
        },
      };
    }),
  );
}

/** `edit` saves a change that shows a text. The first two edits find code that has not been run yet, and do not count. */
async function watch(browser: Browser, url: string, edit: (mark: string) => void): Promise<Measures> {
  const page = await browser.newPage();
  await page.goto(url);
  const times: number[] = [];
  for (let number = 1; number <= edits + 2; number++) {
    const mark = `Edit ${number}`;
    const saved = Date.now();
    edit(mark);
    times.push((await drawn(page, mark)) - saved);
  }
  await page.close();
  const counted = times.slice(2);
  return { "median ms": medianOf(counted), "slowest ms": Math.max(...counted) };
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
