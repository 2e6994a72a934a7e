import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Moment } from "../../../src/content/date.ts";
import { previewPath } from "../../../src/http/preview.ts";
import { project } from "../../project-folder.ts";
import { type Production, serve } from "../../production/serve.ts";

const secret = "0123456789abcdef0123456789abcdef";
const root = join(import.meta.dirname, "../../fixtures/schedule");
const now = Date.UTC(2026, 5, 1) / 1000;
// The lighthouse is live, the regatta is not over.
const at = Date.UTC(2030, 4, 2) / 1000;
const expires = now + 3600;
const coming = "/posts/lighthouse/";

let site: Production;
let without: Production;

beforeAll(async () => {
  site = await serve({ root, now, bindings: { PREVIEW_SECRET: secret } });
  without = await serve({ root, now });
});
afterAll(async () => {
  await site.stop();
  await without.stop();
});

const preview = (path: string, moment: Moment = at) => previewPath(path, { at: moment, expires }, secret);

describe("a preview link", () => {
  it("shows the site as of its moment", async () => {
    expect((await site.ask(coming, { now })).status).toBe(404);
    const answer = await site.ask(await preview(coming), { now });
    expect(answer.status).toBe(200);
    expect(answer.text).toContain("A lamp that nobody has seen yet.");
    expect((await site.ask(await preview("/"), { now })).text).toContain("The lighthouse");
    expect((await site.ask(await preview("/rss.xml"), { now })).text).toContain("The lighthouse");
    expect((await site.ask(coming, { now })).status).toBe(404);
  });

  it("shows the same body as everybody sees once the moment has come, except for the links and the field to search with", async () => {
    for (const path of ["/", coming, "/tags/", "/archive/", "/rss.xml", "/sitemap.xml", "/posts/lighthouse.md"]) {
      const [shown, later] = [await site.ask(await preview(path), { now }), await site.ask(path, { now: at })];
      const [links, field] = [/(\?|&amp;)preview=[\w.]+/g, /<input type="hidden" name="preview" value="[\w.]+">/g];
      expect(shown.text.replaceAll(links, "").replaceAll(field, "")).toBe(later.text);
    }
  });

  it("shows what is gone as gone, what was moved as moved, and what is unknown as unknown", async () => {
    const over = await preview("/posts/regatta/", Date.UTC(2030, 6, 1) / 1000);
    expect((await site.ask(over, { now })).status).toBe(410);
    const moved = await site.ask(await preview("/old/lighthouse.html"), { now });
    expect([moved.status, moved.headers.get("location")]).toEqual([301, await preview(coming)]);
    expect((await site.ask(await preview("/nowhere/"), { now })).status).toBe(404);
  });

  it("never shows its signature to another site", async () => {
    const moved = await site.ask(await preview("/talk/"), { now });
    expect([moved.status, moved.headers.get("location")]).toEqual([301, "https://example.org/talk"]);
  });

  it("shows the last snapshot for moments after it, and the first for moments before it", async () => {
    const later = await site.ask(await preview("/posts/regatta/", 4_102_444_800), { now });
    const earlier = await site.ask(await preview("/posts/harbour/", 0), { now });
    expect([later.status, earlier.status]).toEqual([410, 200]);
  });

  it("is for its reader alone: not stored, not indexed, never answered with 304", async () => {
    const { headers: plain } = await site.ask("/", { now });
    for (const path of ["/", coming, "/rss.xml", "/old/lighthouse.html", "/nowhere/"]) {
      const request = { now, headers: { "if-none-match": plain.get("etag") ?? "" } };
      const { status, headers } = await site.ask(await preview(path), request);
      expect(status).not.toBe(304);
      expect(headers.get("cache-control")).toBe("private, no-store");
      expect(headers.get("x-robots-tag")).toBe("noindex");
      for (const name of ["etag", "last-modified", "cloudflare-cdn-cache-control"])
        expect(headers.get(name)).toBeNull();
    }
  });

  it("links to further previews, and to other sites without the signature", async () => {
    const claim = (await preview("/")).slice("/?".length);
    const { text } = await site.ask(await preview("/posts/harbour/"), { now });
    expect(text).toContain(`href="${coming}?${claim}"`);
    expect(text).toContain(`href="/archive/?by=year&${claim}#top"`);
    expect(text).toContain('href="https://elsewhere.example/"');
    expect(text.match(/<a [^>]*href="\/[^"]*"/g)?.filter((link) => !link.includes(claim))).toEqual([]);
  });

  it("changes nothing that others get", async () => {
    const before = await site.ask("/posts/harbour/", { now });
    await site.ask(await preview("/posts/harbour/"), { now });
    const after = await site.ask("/posts/harbour/", { now });
    expect([after.text, [...after.headers]]).toEqual([
      before.text,
      [...before.headers].map(([name, value]) => [name, name === "x-test-reads" ? "0" : value]),
    ]);
  });
});

describe("an invalid preview link", () => {
  const forged: [string, (genuine: string) => string, Moment][] = [
    ["its signature is another one", (link) => link.replace(/[0-9a-f]{64}$/, "0".repeat(64)), now],
    [
      "one digit of its signature is changed",
      (link) => link.replace(/.$/, (digit) => (digit === "0" ? "1" : "0")),
      now,
    ],
    ["its signature is in capitals", (link) => link.replace(/[0-9a-f]{64}$/, (digits) => digits.toUpperCase()), now],
    ["its signature is cut", (link) => link.slice(0, -2), now],
    ["its signature is missing", (link) => link.replace(/\.[0-9a-f]{64}$/, ""), now],
    ["its moment was changed", (link) => link.replace(String(at), String(at + 1)), now],
    ["its expiry was changed", (link) => link.replace(String(expires), String(expires + 1)), now],
    [
      "a digit moved from one number to the other",
      (link) => link.replace(`${at}.`, `${String(at).slice(0, -1)}.${at % 10}`),
      now,
    ],
    ["something was added", (link) => `${link}0`, now],
    ["it is empty", (link) => link.replace(/preview=.*/, "preview="), now],
    ["it has expired", (link) => link, expires],
  ];

  it.each(forged)("answers like an unknown path when %s", async (_, forge, then) => {
    for (const path of [coming, "/posts/harbour/", "/"]) {
      const forgery = forge(await preview(path));
      const answer = await told(site, forgery, then);
      expect(answer.status).toBe(404);
      expect(answer).toEqual(await unknown(site, then));
    }
  });

  it("answers like an unknown path if signed with another secret", async () => {
    const link = await previewPath(coming, { at, expires }, secret.replace("0", "1"));
    expect(await told(site, link, now)).toEqual(await unknown(site, now));
  });

  it("answers like an unknown path if the secret is unset or empty", async () => {
    expect(await told(without, await preview(coming), now)).toEqual(await unknown(without, now));
    const empty = await serve({ root, now, bindings: { PREVIEW_SECRET: "" } });
    try {
      expect(await told(empty, await preview(coming), now)).toEqual(await unknown(empty, now));
    } finally {
      await empty.stop();
    }
  });

  it("is never cached, so it can't replace its path's real response", async () => {
    const [refused, plain] = [await site.ask("/?preview=0", { now }), await site.ask("/zzzzzzzzzz/", { now })];
    expect([refused.status, refused.headers.get("cache-control")]).toEqual([404, "no-store"]);
    expect(refused.headers.has("cloudflare-cdn-cache-control")).toBe(false);
    expect(ofAnyPath(refused.text)).toBe(ofAnyPath(plain.text));
  });

  it("reads nothing from KV", async () => {
    expect((await site.ask(`${await preview(coming)}0`, { now })).reads).toBe(0);
  });
});

/** Status, headers and body of an answer, but for the page that a 404 suggests and the words to search for, which depend on the path. */
async function told(served: Production, path: string, then: Moment) {
  const { status, headers, text } = await served.ask(path, { now: then });
  return { status, headers: [...headers], text: ofAnyPath(text.replace(/<p>Did you mean .*<\/p>\n/, "")) };
}

/** Without the words of the path in the field to search with. */
const ofAnyPath = (text: string): string => text.replace(/(?<=name="q" value=")[^"]*/, "");

const unknown = (served: Production, then: Moment) => told(served, "/zzzzzzzzzz/?preview=0", then);

describe("npm run preview-link", () => {
  const run = (args: readonly string[], env: Readonly<Record<string, string>> = { PREVIEW_SECRET: secret }) =>
    spawnSync(process.execPath, [join(project, "scripts/preview-link.ts"), "--content", root, ...args], {
      encoding: "utf8",
      cwd: join(import.meta.dirname, "../../fixtures"),
      env: { PATH: process.env["PATH"] ?? "", ...env },
    });

  it("prints a link that the worker accepts", async () => {
    const { status, stdout } = run(["--at", "2030-05-02", "--path", coming, "--expires", "7d"]);
    expect(status).toBe(0);
    const link = new URL(stdout.trim());
    expect(link.origin).toBe("https://blog.example");
    expect((await site.ask(link.pathname + link.search)).status).toBe(200);
  });

  it("takes another address for the site", () => {
    expect(run(["--at", "2030-05-02", "--url", "https://preview.example/"]).stdout).toMatch(
      /^https:\/\/preview\.example\/\?preview=/,
    );
  });

  it("says how to set a secret if there is none, or a weak one", () => {
    const none = run(["--at", "2030-05-02"], {});
    expect([none.status, none.stderr]).toEqual([1, expect.stringContaining("wrangler secret put PREVIEW_SECRET")]);
    const short = run(["--at", "2030-05-02"], { PREVIEW_SECRET: "hunter2" });
    expect([short.status, short.stderr]).toEqual([1, expect.stringContaining("at least 32")]);
  });

  it.each([
    ["no moment", []],
    ["text that is not a moment", ["--at", "tomorrow"]],
    ["text that is not a time", ["--at", "2030-05-02", "--expires", "soon"]],
    ["text that is not a path", ["--at", "2030-05-02", "--path", "//x"]],
  ])("exits with 2 for %s", (_, args) => {
    expect(run(args).status).toBe(2);
  });
});
