import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { isoInZone } from "../scripts/authoring/clock.ts";
import { writeFrontMatter } from "../scripts/authoring/write-front-matter.ts";
import { slugFromTitle } from "../scripts/authoring/slug-of-title.ts";
import { articleReader } from "../scripts/read/read-article.ts";
import { readFrontMatter } from "../scripts/read/front-matter.ts";
import { parseMoment } from "../scripts/base/moments.ts";
import { slugProblem } from "../scripts/read/slug-problem.ts";
import { runScript } from "./import/run.ts";

const temporary = mkdtempSync(join(tmpdir(), "fore-edge-new-"));
afterAll(() => rmSync(temporary, { recursive: true }));
const folder = (): string => mkdtempSync(join(temporary, "content-"));
const read = articleReader({
  language: "en",
  words: {},
  smartQuotes: false,
  timezone: "UTC",
  url: "https://blog.example",
});

describe("npm run new", () => {
  it("writes a post with title, date and tags, and prints its path", () => {
    const content = folder();
    const { status, stdout } = runScript("new", "Hello, River", "--content", content, "--tags", "walks, C#, walks");
    const file = join(content, "posts/hello-river.md");
    expect([status, stdout]).toEqual([0, `${file}\n`]);
    const text = readFileSync(file, "utf8");
    expect(text).toMatch(/^---\ntitle: Hello, River\ndate: \S+Z\ntags:\n {2}- walks\n {2}- C#\n---\n\n$/);
    expect(read("posts/hello-river.md", text).problems).toEqual([]);
  });

  it.each(["site.yaml", "site.yml"])("dates in the site's zone, from %s", (name) => {
    const content = folder();
    writeFileSync(join(content, name), "timezone: Asia/Kathmandu\n");
    runScript("new", "Up high", "--content", content);
    expect(readFileSync(join(content, "posts/up-high.md"), "utf8")).toMatch(/date: \S+T\S+\+05:45\n/);
  });

  it("makes drafts, folders of their own, and takes a date", () => {
    const content = folder();
    const { stdout } = runScript(
      "new",
      "In pictures",
      "--content",
      content,
      "--draft",
      "--bundle",
      "--date",
      "2024-12-16",
    );
    expect(stdout).toBe(`${join(content, "posts/in-pictures/index.md")}\n`);
    expect(readFileSync(stdout.trim(), "utf8")).toBe("---\ntitle: In pictures\ndate: 2024-12-16\ndraft: true\n---\n\n");
  });

  it.each(["--bundle", "--draft"])("never overwrites, nor takes another's address (%s)", (option) => {
    const content = folder();
    mkdirSync(join(content, "posts"));
    const file = join(content, "posts/2020-01-02-hello.md");
    writeFileSync(file, "mine");
    const { status, stderr } = runScript("new", "Hello", "--content", content, option);
    expect(status).toBe(1);
    expect(stderr).toContain(`${file} already exists and was left unchanged`);
    expect(readFileSync(file, "utf8")).toBe("mine");
  });

  it("takes titles that begin with a hyphen", () => {
    const { stdout } = runScript("new", "- and then", "--content", folder());
    expect(stdout).toContain("and-then.md");
  });

  it.each([
    [["Title", "--date", "yesterday"], "Expected an ISO 8601 date"],
    [["Title", "--slug", "a/b"], "Expected a name without slashes"],
    [["Title", "--drat"], "Did you mean --draft?"],
    [["  "], "Expected a title"],
    [[], "missing required argument 'title'"],
  ])("exits with 2 on %j", (args, message) => {
    const { status, stderr } = runScript("new", ...args, "--content", folder());
    expect([status, stderr]).toEqual([2, expect.stringContaining(message)]);
  });

  it("asks for a slug when a title has neither letter nor digit", () => {
    const { status, stderr } = runScript("new", "!?", "--content", folder());
    expect([status, stderr]).toEqual([1, expect.stringContaining("give one with --slug")]);
  });
});

describe("slugFromTitle", () => {
  it.each([
    ["Don’t stop: it's “fine” — really!", "dont-stop-its-fine-really"],
    ["日本語のタイトル", "日本語のタイトル"],
    ["Żółw & Straße", "żółw-straße"],
    ["हिन्दी में", "हिन्दी-में"],
    ["C++ in 2024", "c-in-2024"],
    ["../../etc", "etc"],
    ["…", ""],
    [`${"x".repeat(59)} y`, "x".repeat(59)],
  ])("of %j is %j", (title, slug) => {
    expect(slugFromTitle(title)).toBe(slug);
  });

  it("is a good slug, or none, for any title", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 300 }), (title) => {
        const slug = slugFromTitle(title);
        expect(slug === "" || slugProblem(slug) === undefined).toBe(true);
        expect(Buffer.byteLength(slug)).toBeLessThanOrEqual(240);
      }),
    );
  });
});

describe("writeFrontMatter", () => {
  it("gives any title and tags back as they were", () => {
    const text = fc
      .string({ unit: "binary", minLength: 1, maxLength: 60 })
      .filter((value) => value.isWellFormed() && !/[\0\r]/.test(value));
    fc.assert(
      fc.property(text, fc.array(text, { maxLength: 4 }), (title, tags) => {
        const matter = readFrontMatter(`${writeFrontMatter({ title, tags })}Text.\n`);
        if (!("data" in matter)) throw new Error(matter.message);
        expect(matter.data["title"]).toBe(title);
        expect(matter.data["tags"] ?? []).toEqual(tags);
        expect(matter.body).toBe("Text.\n");
      }),
    );
  });

  it("orders fields, leaves empty ones out, and puts comments below", () => {
    const written = writeFrontMatter({ tags: [], date: "2024-12-16", title: "A: b", draft: false }, [
      "layout: wide\nmood: calm",
    ]);
    expect(written).toBe('---\ntitle: "A: b"\ndate: 2024-12-16\n# layout: wide\n# mood: calm\n---\n');
  });
});

describe("isoInZone", () => {
  it.each([
    ["UTC", "2024-07-01T12:00:00Z"],
    ["Europe/London", "2024-07-01T13:00:00+01:00"],
    ["America/St_Johns", "2024-07-01T09:30:00-02:30"],
    ["Pacific/Kiritimati", "2024-07-02T02:00:00+14:00"],
  ])("in %s", (zone, text) => {
    const iso = isoInZone(new Date("2024-07-01T12:00:00Z"), zone);
    expect(iso).toBe(text);
    expect(parseMoment(iso)).toBe(Date.UTC(2024, 6, 1, 12) / 1000);
  });
});
