import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { checkContent } from "../../scripts/check/check.ts";
import { post, temporaryFolder, write } from "../folder.ts";

const temporary = temporaryFolder();
const now = Date.UTC(2026, 10, 24) / 1000;

describe("a check of links", () => {
  it("knows the site by its host, as the build does", async () => {
    const text = "[a](http://blog.example/b/) [c](//blog.example/d/#e) [f](https://other.example/g/)\n";
    const nav =
      "nav: [{ title: H, path: https://blog.example/h/ }]\nauthors:\n- name: I\n  links: [{ title: J, path: /j/ }]";
    const files = {
      "site.yaml": `url: https://blog.example\n${nav}\n`,
      "posts/a.md": post("A", "2024-01-01", { canonical: "http://blog.example/i/" }, text),
    };
    const { found } = await checkContent(write(join(temporary, "hosts"), files), now);
    expect(found.map(({ message }) => message)).toEqual([
      expect.stringMatching('canonical is "http://blog.example/i/", which is this site'),
      expect.stringMatching('link "/b/" leads nowhere'),
      expect.stringMatching('link "/d/#e" leads nowhere'),
      expect.stringMatching('link "/h/" leads nowhere'),
      expect.stringMatching('link "/j/" leads nowhere'),
    ]);
  });

  it("reports a draft in the navigation, which every reader would be led to", async () => {
    const files = {
      "site.yaml": "url: https://blog.example\nnav:\n- title: About\n  path: /about/\n",
      "pages/about.md": "---\ntitle: About\ndraft: true\n---\nText.\n",
      "posts/a.md": post("A", "2024-01-01"),
    };
    const { found } = await checkContent(write(join(temporary, "led"), files), now);
    const message = 'link "/about/" leads to a draft, which nobody can read yet';
    expect(found).toEqual([{ file: "site.yaml", severity: "warning", line: 4, column: 9, message }]);
  });

  it("knows a picture by the whole address of its article, however that is spelled", async () => {
    const files = {
      "posts/café/index.md": post("A", "2024-01-01", {}, "![b](/posts/caf%C3%A9/b.png) [c](/posts/café/c.png)\n"),
      "posts/café/b.png": "",
      "posts/café/c.png": "",
    };
    const { found } = await checkContent(write(join(temporary, "accents"), files), now);
    expect(found.filter(({ message }) => message.includes("used nowhere"))).toEqual([]);
  });

  it("says nothing about the anchors of a file that can't be read", async () => {
    const files = {
      "posts/a.md": post("A", "2024-01-01", {}, "[b](b.md#part)\n"),
      "posts/b.md": "---\ntitle: [\n---\n",
    };
    const { found } = await checkContent(write(join(temporary, "unread"), files), now);
    expect(found.filter(({ message }) => message.includes("anchor"))).toEqual([]);
  });

  it("knows files and articles wherever their accents are", async () => {
    const root = join(temporary, "spellings");
    mkdirSync(join(root, "posts"), { recursive: true });
    mkdirSync(join(root, "static"));
    const decomposed = "caf\u0065\u0301";
    writeFileSync(join(root, `static/${decomposed}.txt`), "A file.\n");
    const front = "---\ntitle: Spellings\ndate: 2024-01-01\nauthor: Nils Vang\ntags: [letters]\n";
    const links = `[a](/${decomposed}.txt), [b](/${decomposed.normalize()}.txt), [c](/posts/${decomposed}/)`;
    writeFileSync(join(root, "posts/café.md"), `${front}description: Letters.\n---\n\n${links}\n`);
    const { found } = await checkContent(root, now);
    expect(found.flatMap(({ message }) => (message.startsWith("link ") ? message : []))).toEqual([]);
  });
});
