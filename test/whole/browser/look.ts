/// <reference lib="dom" />
// What runs in the page sees its globals.
import { join } from "node:path";
import { buildSync } from "esbuild";
import type { Page } from "playwright-core";
import type * as eye from "./eye/eye.ts";

/** What is looked at. */
export type Sense = keyof typeof eye;

const { outputFiles } = buildSync({
  entryPoints: [join(import.meta.dirname, "eye/eye.ts")],
  bundle: true,
  format: "iife",
  globalName: "eye",
  write: false,
});
const code = outputFiles[0]?.text ?? "";

/** What is wrong with a page as it is shown now, a line each. */
export const faults = async (page: Page, ...senses: readonly Sense[]): Promise<string[]> =>
  page.evaluate(`${code}; ${JSON.stringify(senses)}.flatMap((sense) => eye[sense]())`);

const widths = [320, 390, 768, 1024, 1200, 1280, 1366, 1440, 2560];

/** How a page may be shown, and what is looked at then. What has no colour of its own is laid out alike in all schemes. */
const schemes: readonly {
  name: string;
  media: Parameters<Page["emulateMedia"]>[0];
  senses: (width: number) => Sense[];
}[] = [
  {
    name: "light",
    media: { colorScheme: "light", forcedColors: "none" },
    senses: () => ["layout", "pictures", "reading", "contrast", "touch", "rings"],
  },
  {
    name: "dark",
    media: { colorScheme: "dark", forcedColors: "none" },
    senses: (width) => (isChecked(width) ? ["contrast", "layout", "rings"] : ["contrast"]),
  },
  {
    name: "forced colours",
    media: { colorScheme: "dark", forcedColors: "active" },
    senses: (width) => (isChecked(width) ? ["layout", "rings"] : []),
  },
];

/** A phone and a laptop, where it is checked that schemes are laid out alike. */
const isChecked = (width: number): boolean => width === 390 || width === 1280;

/** What is wrong with a loaded page, at every width and in every scheme; each fault with the first view that shows it. */
export async function lookAround(page: Page): Promise<string[]> {
  const found = new Map<string, string>();
  // From now on what has the focus shows it.
  await page.keyboard.press("Tab");
  await page.evaluate(async () => {
    (document.activeElement as HTMLElement | null)?.blur();
    await document.fonts.ready;
  });
  for (const width of widths) {
    await page.setViewportSize({ width, height: 900 });
    for (const { name, media, senses } of schemes) {
      if (senses(width).length === 0) continue;
      await page.emulateMedia(media);
      for (const fault of await faults(page, ...senses(width))) {
        const sort = fault.replaceAll(/\d+/g, "");
        if (!found.has(sort)) found.set(sort, `${name}, ${width} px wide: ${fault}`);
      }
    }
  }
  return [...found.values()];
}
