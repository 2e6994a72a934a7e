import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { groundOf } from "../../scripts/build/ground.ts";
import { prebuild } from "../../scripts/build/prebuild.ts";
import { readStyle } from "../../scripts/build/stylesheet.ts";
import { colours } from "../../scripts/images/colours.ts";
import { Release } from "../../src/content/release.ts";
import { write } from "../folder.ts";
import { cache, folder, themeWith } from "./themes.ts";

const dark = "@media screen and (prefers-color-scheme:dark)";

describe("the ground of a page", () => {
  it.each([
    ["a variable of the root", ":root{--a:#fff}html{background:var(--a)}", "#fff", "#fff"],
    ["another one in the dark", `:root{--a:#fff}${dark}{:root{--a:#000}}html{background:var(--a)}`, "#fff", "#000"],
    ["what comes last", `:root{--a:#fff}${dark}{:root{--a:#000}}html{background:var(--a)}:root{--a:red}`, "red", "red"],
    ["the body's before the root's", "body{background-color:#eee}html{background:#fff}", "#eee", "#eee"],
    [
      "for light screens",
      "html{background:#000}@media (prefers-color-scheme:light){html{background:#fff}}",
      "#fff",
      "#000",
    ],
    ["not that of paper", "html{background:#fff}@media print{html{background:#000}}", "#fff", "#fff"],
    ["not that of wide windows", "html{background:#fff}@media (width>9em){html{background:#000}}", "#fff", "#fff"],
    ["in a layer", "@layer a{html{background:rgb(1 2 3)}}", "rgb(1 2 3)", "rgb(1 2 3)"],
    [
      "beside braces in strings and comments",
      `a{content:"}html{background:red"}/*! it's } */html{background:#fff}`,
      "#fff",
      "#fff",
    ],
    ["among other selectors", "html,a{background:#fff}a html{background:#000}", "#fff", "#fff"],
  ])("is found as %s", (_, css, light, dark) => expect(groundOf(css)).toEqual({ light, dark }));

  it.each([
    ["there is none", "a{background:#fff}"],
    ["it is a picture", "html{background:url(a.png)}"],
    ["it is let through", "html{background:transparent}"],
    ["its variable is nowhere", "html{background:var(--a)}"],
    ["only the dark has one", `${dark}{html{background:#000}}`],
  ])("is not told where %s", (_, css) => expect(groundOf(css)).toBeUndefined());

  it("is in the release as the stylesheet has it, and the same in the web manifest", async () => {
    const root = write(join(folder, "ground"), {
      "site.yaml": "url: https://blog.example\ncards: false\n",
      "posts/.keep": "",
      "style.css": ":root { --paper: #f0f0ea }\n@media (prefers-color-scheme: dark) { :root { --paper: #101014 } }\n",
    });
    const out = join(folder, "ground-out");
    await prebuild({ root, out, cache: join(folder, "ground-cache"), now: 1_800_000_000 });
    const { style } = new Release(Uint8Array.from(readFileSync(join(out, "release.bin"))).buffer).header;
    expect(style.ground).toEqual({ light: "#f0f0ea", dark: "#101014" });
    const manifest: unknown = JSON.parse(readFileSync(join(out, "assets/manifest.webmanifest"), "utf8"));
    expect(manifest).toMatchObject({ theme_color: "#f0f0ea", background_color: "#f0f0ea" });
  });

  it("is that of cards and icons, in our own stylesheet, and so are their other colours", async () => {
    const { style } = await readStyle({}, await themeWith({ "theme.ts": "export default {};" }), {
      root: folder,
      cache,
    });
    expect(style.ground).toEqual({ light: colours.paper, dark: "#1a1714" });
    for (const [name, colour] of [
      ["ink", colours.ink],
      ["soft", colours.faded],
      ["link", colours.accent],
    ])
      expect([name, style.text.includes(`--${name}: ${colour}`)]).toEqual([name, true]);
    const icon = readFileSync("scripts/images/icon.svg", "utf8");
    const { faded: _, ...ofIcon } = colours;
    expect(new Set(icon.match(/#[0-9a-f]{6}/g))).toEqual(new Set(Object.values(ofIcon)));
  });
});
