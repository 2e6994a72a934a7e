import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { checkContent } from "../../scripts/check/check.ts";
import { compile } from "../compiled-site.ts";
import { post, temporaryFolder, write } from "../folder.ts";
import { drawing, problemsOf } from "./forbidden-files.ts";

const folder = temporaryFolder();
const settings = "url: https://blog.example\ncards: false\n";
const apart = "cafe\u0301";
const whole = "caf\u00e9";

describe.each([
  ["accents apart from their letters", apart, whole],
  ["accents on their letters", whole, apart],
])("a file whose name has %s", (what, name, text) => {
  const root = join(folder, what);
  write(root, {
    "site.yaml": `${settings}logo: /${text}.svg\n`,
    [`posts/${name}/index.md`]: post(
      "A",
      "2024-01-01",
      { image: `${text}.svg` },
      `![a](${text}.svg) [b](${text}.pdf)\n`,
    ),
    [`posts/${name}/${name}.svg`]: drawing,
    [`posts/${name}/${name}.pdf`]: "%PDF",
    [`static/${name}.svg`]: drawing,
    [`static/${name}/${name}.txt`]: "",
    "posts/other.md": post(
      "B",
      "2024-01-02",
      {},
      `[c](${text}/index.md) [d](/posts/${text}/) [e](/${text}/${text}.txt) ![f](/${text}.svg)\n`,
    ),
  });

  it("is found by texts that write it in another way, as picture, file and article", async () => {
    const { site, model } = await compile(root, {});
    const there = String(model(`/posts/${encodeURI(whole)}/`)["html"]);
    expect(there).toMatch(/<img[^>]* width="9"/);
    expect(there).toContain(`href="/posts/${encodeURI(whole)}/${encodeURI(whole)}.pdf"`);
    const other = String(model("/posts/other/")["html"]);
    expect(other).toContain(`href="/posts/${encodeURI(whole)}/">c`);
    expect(other).toContain(`href="/${encodeURI(whole)}/${encodeURI(whole)}.txt"`);
    expect(other).toMatch(/<img[^>]* width="9"/);
    const file = site.files.get(`/${encodeURI(whole)}/${encodeURI(whole)}.txt`);
    expect(existsSync(join(root, file ?? "nowhere"))).toBe(true);
    expect(site.files.has(`/posts/${encodeURI(whole)}/${encodeURI(whole)}.pdf`)).toBe(true);
  });

  it("is not a mistake to the check", async () => {
    const { found } = await checkContent(root, 1_700_000_000);
    expect(found.filter(({ message }) => /nowhere|not there|used nowhere/.test(message))).toEqual([]);
  });
});

describe("a name in the wrong case", () => {
  it("is an error that says the right one", async () => {
    const root = write(join(folder, "case"), {
      "site.yaml": `${settings}logo: /Logo.svg\n`,
      "posts/a/index.md": post(
        "A",
        "2024-01-01",
        {},
        "![a](PIC.svg) [b](Img/Paper.pdf)\n\n![c](/Logo.svg) ![d](x.svg)\n",
      ),
      "posts/a/pic.svg": drawing,
      "posts/a/img/paper.pdf": "%PDF",
      "static/logo.svg": drawing,
    });
    expect((await problemsOf(root)).toSorted()).toEqual([
      'posts/a/index.md:6:1 picture "PIC.svg" is not there under this spelling, did you mean pic.svg?',
      'posts/a/index.md:6:15 link "Img/Paper.pdf" is not there under this spelling, did you mean img/paper.pdf?',
      'posts/a/index.md:8:1 picture "/Logo.svg" is not there under this spelling, did you mean /logo.svg?',
      'posts/a/index.md:8:17 picture "x.svg" is not there, expected the file posts/a/x.svg or, for "/x.svg", static/x.svg',
      'site.yaml:3:7 logo "/Logo.svg" is not there under this spelling, did you mean /logo.svg?',
    ]);
  });
});

it("says where a picture is that lies under static/ at the path that a text names", async () => {
  const root = write(join(folder, "static"), {
    "site.yaml": settings,
    "posts/a.md": post("A", "2024-01-01", {}, "![a](/static/graphs/x.svg) ![b](graphs/x.svg) ![c](../graphs/y.svg)\n"),
    "static/graphs/x.svg": drawing,
  });
  expect((await problemsOf(root)).map((problem) => problem.replace(/^.*?picture/, ""))).toEqual([
    ' "/static/graphs/x.svg" is not there, did you mean /graphs/x.svg?',
    ' "graphs/x.svg" is not there, did you mean /graphs/x.svg?',
    ' "../graphs/y.svg" is not there, expected the file graphs/y.svg or, for "/graphs/y.svg", static/graphs/y.svg',
  ]);
});
