import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { Command } from "commander";
import { type Browser, type BrowserContextOptions, chromium } from "playwright-core";
import { type Blog, serveBlog } from "./browser/blog.ts";
import { findChromium } from "./browser/chromium.ts";
import { findSights, type Sight } from "./browser/sights.ts";

const looks: Readonly<Record<string, BrowserContextOptions>> = {
  desktop: { viewport: { width: 1440, height: 900 }, colorScheme: "light" },
  "desktop-dark": { viewport: { width: 1440, height: 900 }, colorScheme: "dark" },
  tablet: { viewport: { width: 768, height: 1024 }, colorScheme: "light" },
  phone: { viewport: { width: 320, height: 640 }, colorScheme: "light" },
  "phone-dark": { viewport: { width: 320, height: 640 }, colorScheme: "dark" },
  "forced-colours": { viewport: { width: 1440, height: 900 }, forcedColors: "active" },
};

const { content, out, url } = new Command("npm run screenshots --")
  .description("Pictures of one page of each kind: on desktop, tablet and phone, light and dark, and on paper (PDF)")
  .option("--content <dir>", "the blog to show", "content")
  .option("--url <url>", "a blog that is served already, instead of --content")
  .option("--out <dir>", "where the pictures go", "screenshots")
  .addHelpText(
    "after",
    "\nExamples:\n  npm run screenshots\n  npm run screenshots -- --url http://localhost:8787 --out /tmp/look",
  )
  .configureOutput({ outputError: (message, write) => write(message.replace(/^error: /, "")) })
  .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : 2))
  .parse()
  .opts<{ content: string; out: string; url?: string }>();

async function main(): Promise<void> {
  const executablePath = findChromium();
  if (!executablePath)
    throw new Error("No Chromium found; install one, or name it in the environment variable CHROMIUM");
  const blog: Blog = url === undefined ? await serveBlog(["--content", content, "--port", "8790"]) : served(url);
  try {
    const sights = await findSights(blog.url);
    await mkdir(out, { recursive: true });
    // Chromium's own sandbox needs rights that containers lack; the pages are ours.
    const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
    for (const [look, options] of Object.entries(looks)) await takePictures(browser, blog.url, sights, look, options);
    await print(browser, blog.url, sights);
    await browser.close();
    console.log(`${sights.length * (Object.keys(looks).length + 1)} pictures of ${sights.length} pages in ${out}`);
  } finally {
    await blog.stop();
  }
}

const served = (url: string): Blog => ({ url: url.replace(/\/$/, ""), stop: () => Promise.resolve() });

async function takePictures(
  browser: Browser,
  url: string,
  sights: readonly Sight[],
  look: string,
  options: BrowserContextOptions,
): Promise<void> {
  const context = await browser.newContext({ ...options, reducedMotion: "reduce" });
  const page = await context.newPage();
  for (const { name, path } of sights) {
    await page.goto(url + path);
    // Pictures load when they come into view, so each must have been in it.
    for (const picture of await page.locator("img[loading=lazy]").all()) await picture.scrollIntoViewIfNeeded();
    await page.screenshot({ path: join(out, `${name}-${look}.png`), fullPage: true });
  }
  await context.close();
}

async function print(browser: Browser, url: string, sights: readonly Sight[]): Promise<void> {
  const page = await browser.newPage();
  for (const { name, path } of sights) {
    await page.goto(url + path);
    await page.pdf({ path: join(out, `${name}-print.pdf`), format: "A4", preferCSSPageSize: true });
  }
  await page.close();
}

try {
  await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
