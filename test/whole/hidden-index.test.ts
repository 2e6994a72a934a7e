import { readdirSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Release } from "../../src/content/release.ts";
import { searchFile } from "../../src/content/search-directory.ts";
import { temporaryFolder, write } from "../folder.ts";
import { type Production, serve } from "../production/serve.ts";
import { knots } from "./searched-blog.ts";

const now = Date.UTC(2026, 5, 1) / 1000;

let site: Production;
let key: string;

beforeAll(async () => {
  const bindings = { PREVIEW_SECRET: "0123456789abcdef0123456789abcdef" };
  site = await serve({ root: write(temporaryFolder(), knots), now, withAssets: true, bindings });
  key = new Release(site.site.release.buffer).header.search?.key ?? "";
});
afterAll(() => site.stop());

const ask = (path: string, asked: Parameters<Production["ask"]>[1] = {}) => site.ask(path, { now, ...asked });

describe("the index of search", () => {
  const escaped = (text: string, lower = false): string =>
    Array.from(text, (character) => {
      const code = `%${(character.codePointAt(0) ?? 0).toString(16).padStart(2, "0")}`;
      return lower ? code : code.toUpperCase();
    }).join("");

  it("is a 404 like any other for whoever asks for it, however that is spelt", async () => {
    const names = readdirSync(join(site.assets, "_search", key));
    expect(names).toContain("lengths.bin");
    const name = names.find((each) => each.startsWith("words-")) ?? "";
    const first = searchFile({ key }, name);
    const inside = first.slice("/_search".length);
    const single = Array.from("_search", (_, at) => {
      const letters = Array.from("_search");
      letters[at] = escaped(letters[at] ?? "");
      return `/${letters.join("")}${inside}`;
    });
    const spellings = [
      ...names.map((each) => searchFile({ key }, each)),
      ...single,
      ...single.map((path) => path.replace(/%../, (code) => code.toLowerCase())),
      `/${escaped("_search")}${inside}`,
      `/${escaped("_search", true)}${inside}`,
      `/${first}`,
      `//${first}`,
      `/%2F_search${inside}`,
      `/%2f%5fsearch${inside}`,
      `/_search/${inside}`,
      `/_search%2F${inside.slice(1)}`,
      `/_search%2f${inside.slice(1)}`,
      `/_search${inside.replaceAll("/", "%2F")}`,
      `/_search/${escaped(key)}/${name}`,
      `/./_search${inside}`,
      `/a/../_search${inside}`,
      `/%2e%2e/_search${inside}`,
      `/a/%2e%2e/%5Fsearch${inside}`,
      `/\\_search${inside}`,
      `${first}?a=1`,
      `${first}/`,
      `/_search/./${key}/${name}`,
      `/%5F%5Fsearch/../_search${inside}`,
      `//%5fsearch/${inside}`,
      `/_search/${key}/`,
      "/_search/",
      "/_search",
    ];
    const like = await ask("/nowhere/at/all/");
    const failed: string[] = [];
    for (const path of spellings)
      for (const method of ["GET", "HEAD"]) {
        const { status, headers } = await ask(path, { method });
        const same = ["content-type", "cache-control", "content-security-policy"].every(
          (each) => headers.get(each) === like.headers.get(each),
        );
        if (status !== 404 || !same) failed.push(`${method} ${path}: ${status} ${headers.get("location")}`);
      }
    expect(failed).toEqual([]);
    expect(spellings.length).toBeGreaterThan(40);
  });

  it.each([
    ["//icon.svg", 307, "/icon.svg"],
    ["/%2Ficon.svg", 307, "/icon.svg"],
    ["/%5Fnote.txt", 307, "/_note.txt"],
    ["/_note%2Etxt", 307, "/_note.txt"],
    ["/_note.txt", 200, null],
    ["/_no%20note.txt", 404, null],
  ])("hides no file that is spelt as strangely: %s", async (path, status, location) => {
    const answer = await ask(path);
    expect([answer.status, answer.headers.get("location")]).toEqual([status, location]);
  });

  it("has a name that no answer contains", async () => {
    expect(key).toMatch(/^[0-9a-f]{32}$/);
    for (const path of [
      "/",
      "/search/",
      "/search/?q=knot",
      "/sitemap.xml",
      "/robots.txt",
      "/opensearch.xml",
      "/_headers",
    ]) {
      const { text, headers } = await ask(path);
      expect(text + JSON.stringify([...headers])).not.toContain(key);
    }
  });
});
