import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { linkColours } from "../../scripts/build/accent.ts";
import { Cache } from "../../scripts/store/cache.ts";
import { readTheme } from "../../scripts/build/project-theme.ts";
import { readStyle } from "../../scripts/build/stylesheet.ts";
import { defaultSite } from "../../src/content/site.ts";

// As Chromium paints `oklch(from … min(l, 0.48) c h)` and `oklch(from … max(l, 0.76) min(c, 0.11) h)`.
describe("an accent", () => {
  it.each([
    ["#8b2e16", "#8b2e16", "#ee9781"],
    ["#1d5686", "#1d5686", "#7eb7ed"],
    ["#C0392B", "#aa2116", "#ef9688"],
    ["#ff8800", "#a43300", "#e69e6a"],
    ["#ffff00", "#696200", "#f9fca3"],
    ["#808080", "#5d5d5d", "#b1b1b1"],
    ["#000000", "#000000", "#b1b1b1"],
    ["#ffffff", "#5d5d5d", "#ffffff"],
  ])("%s is %s in links of the light theme, and %s of the dark", (accent, light, dark) => {
    expect(linkColours(accent)).toEqual({ light, dark });
  });

  it("is added to the stylesheet, which is as it was without one", async () => {
    const folders = { root: "no/content", cache: new Cache(".cache") };
    const theme = await readTheme(folders.cache);
    const { style: own } = await readStyle({ ...defaultSite, accent: "#1d5686" }, theme, folders);
    const { style: none } = await readStyle(defaultSite, theme, folders);
    expect(own.text).toBe(
      `${none.text}@media screen{:root{--link:#1d5686;--underline:#1d568673}}` +
        "@media screen and (prefers-color-scheme:dark){:root{--link:#7eb7ed;--underline:#7eb7ed73}}",
    );
  });

  it("stays as it is where it is dark enough", () => {
    // #5d5d5d is as light as the light theme takes it, and no colour of darker channels is lighter.
    const channel = fc.integer({ min: 0, max: 0x5d }).map((value) => value.toString(16).padStart(2, "0"));
    fc.assert(
      fc.property(channel, channel, channel, (red, green, blue) => {
        const accent = `#${red}${green}${blue}`;
        expect(linkColours(accent).light).toBe(accent);
      }),
    );
  });
});
