import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { ContentError } from "../../scripts/base/problems.ts";
import { compile } from "../compiled-site.ts";
import { post, temporaryFolder } from "../folder.ts";

const folder = temporaryFolder();
const png = await sharp({ create: { width: 300, height: 300, channels: 3, background: "#8b2e16" } })
  .png()
  .toBuffer();

const settings = (picture: string): string => `url: https://blog.example
cards: false
postsPerPage: 1
author: Ada Quill
authors:
  - name: Ben
  - name: Ada Quill
    picture: ${picture}
`;

/** A site with three posts of Ada's, whose picture is a file of these bytes. */
function site(name: string, picture: string, bytes: string | Buffer, more: Readonly<Record<string, string>> = {}) {
  const root = join(folder, name);
  mkdirSync(join(root, "static"), { recursive: true });
  writeFileSync(join(root, "static/ada.png"), bytes);
  writeFileSync(join(root, "static/ada.svg"), '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40"/>');
  const posts = [1, 2, 3].map((day) => [`posts/p${day}.md`, post(`P${day}`, `2024-01-0${day}`)]);
  return compile(root, { "site.yaml": settings(picture), ...Object.fromEntries(posts), ...more });
}

interface Item {
  readonly authors: readonly unknown[];
}
const authorsIn = (feed = ""): unknown[] =>
  (JSON.parse(feed) as { items: Item[] }).items.flatMap((item) => item.authors);

describe("the picture of an author", () => {
  it("is in the settings as it is to be shown, and in JSON Feed as an avatar", async () => {
    const { release, text } = await site("png", "ada.png", png);
    const [ben, ada] = release.header.site.authors;
    expect(ben).toEqual({ name: "Ben", links: [] });
    expect(ada?.portrait).toMatchObject({ width: 300, height: 300, sources: [{ type: "image/avif" }] });
    const avatar = `https://blog.example${ada?.portrait?.share?.src}`;
    expect(avatar).toMatch(/\/pictures\/ada-[0-9a-f]{16}-300\.png$/);
    const author = { name: "Ada Quill", url: "https://blog.example/authors/ada-quill/", avatar };
    expect(authorsIn(text("/feed.json"))).toEqual([author, author, author]);
  });

  it("is not an avatar where it is an SVG, which few readers show", async () => {
    const { release, text } = await site("svg", "ada.svg", png);
    expect(release.header.site.authors[1]?.portrait?.src).toMatch(/\.svg$/);
    expect(authorsIn(text("/feed.json"))[0]).not.toHaveProperty("avatar");
  });

  it.each([
    ["nowhere.png", png, '"nowhere.png" is not there, expected a picture under static/'],
    ["ada.png", "no picture", expect.stringMatching(/^"ada\.png" .* save it again as JPEG, PNG/)],
  ])("stops the build where it is wrong, and says where: %s", async (picture, bytes, message) => {
    const failed = site(`wrong-${picture}`, picture, bytes);
    const error = await failed.then(
      () => undefined,
      (reason: unknown) => reason,
    );
    expect(error).toBeInstanceOf(ContentError);
    const [problem, ...others] = error instanceof ContentError ? error.problems : [];
    expect(others).toEqual([]);
    expect([problem?.line, problem?.column]).toEqual([8, 14]);
    expect(problem?.message.slice(0, 16)).toBe("authors.picture ");
    expect(problem?.message.slice(16)).toEqual(message);
  });
});

describe("the home page", () => {
  it("links its author's page while there is one, on its newest page alone", async () => {
    const { model } = await site("home", "ada.png", png);
    expect(model("/")["author"]).toEqual({ title: "Ada Quill", path: "/authors/ada-quill/" });
    expect(model("/page/2/")).not.toHaveProperty("author");
    const others = Object.fromEntries(
      [1, 2, 3].map((day) => [`posts/p${day}.md`, post("P", `2024-01-0${day}`, { author: "Ben" })]),
    );
    const ben = await site("others", "ada.png", png, others);
    expect(ben.model("/")).not.toHaveProperty("author");
  });
});
