import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readAddresses } from "../../scripts/compare/addresses.ts";
import { kindOf } from "../../scripts/compare/alive.ts";
import { temporaryFolder, write } from "../folder.ts";

const sitemap = (...places: readonly string[]): string =>
  `<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">${places.map((place) => `<url><loc>${place}</loc></url>`).join("")}</urlset>`;

let origin = "";
const answers: Record<string, string | Buffer> = {};
const server = createServer(({ url = "" }, response) => {
  const answer = answers[url];
  response.writeHead(answer === undefined ? 404 : 200).end(answer);
});
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => server.close());

describe("old addresses", () => {
  const folder = write(temporaryFolder(), {
    "sitemap.xml": sitemap("https://old.example/a/", " https://old.example/b?x=1&amp;y=2 ", "https://old.example/a/"),
    "list.txt": "# mine\nhttps://old.example/a/\n/b.html\n\n",
    "empty.txt": "\n",
    "public/index.html": "",
    "public/a/index.html": "",
    "public/b ö.html": "",
    "public/feed.xml": "",
    "public/theme/style.css": "",
    "public/theme/a.woff2": "",
    "public/CNAME": "",
  });

  it.each([
    ["sitemap.xml", ["/a/", "/b"]],
    ["list.txt", ["/a/", "/b.html"]],
    ["public", ["/a/", "/b%20%C3%B6.html", "/feed.xml", "/"]],
  ])("are in %s", async (name, paths) => {
    expect((await readAddresses(join(folder, name))).paths).toEqual(paths);
  });

  it("are at a site's sitemap, or where its robots.txt says, packed or not, in one or many", async () => {
    answers["/robots.txt"] = `User-agent: *\nSitemap: ${origin}/all.xml\n`;
    answers["/all.xml"] =
      `<sitemapindex><sitemap><loc>${origin}/one.xml.gz</loc></sitemap><sitemap><loc>${origin}/two.xml</loc></sitemap></sitemapindex>`;
    answers["/one.xml.gz"] = gzipSync(sitemap(`${origin}/a/`));
    answers["/two.xml"] = sitemap(`${origin}/b/`);
    expect(await readAddresses(origin)).toEqual({ from: `${origin}/all.xml`, paths: ["/a/", "/b/"] });
    answers["/sitemap.xml"] = sitemap(`${origin}/c/`);
    expect(await readAddresses(origin)).toEqual({ from: `${origin}/sitemap.xml`, paths: ["/c/"] });
  });

  it("that can't be read are reported, with what to do", async () => {
    await expect(readAddresses(join(folder, "empty.txt"))).rejects.toThrow(
      "has no addresses, expected a sitemap, or one address a line",
    );
    await expect(readAddresses(join(folder, "none"))).rejects.toThrow("none does not exist");
    await expect(readAddresses(`${origin}/none.xml`)).rejects.toThrow(
      `${origin}/none.xml answers 404; save the sitemap`,
    );
    await expect(readAddresses("http://127.0.0.1:65535")).rejects.toThrow(
      "http://127.0.0.1:65535/sitemap.xml can't be fetched (ECONNREFUSED)",
    );
  });
});

describe("kinds of addresses", () => {
  it.each([
    ["/tags/a/", "/tags/*/"],
    ["/about/", "/*/"],
    ["/2024/03/05/a.html", "/YEAR/*.html"],
    ["/page/2/", "/page/N/"],
    ["/tags/a/page/2/", "/*/page/N/"],
    ["/feed.xml", "/*.xml"],
  ])("%s is of %s", (path, kind) => {
    expect(kindOf(path)).toBe(kind);
  });
});
