import { describe, expect, it } from "vitest";
import { convertObsidian, type Vault } from "../../../scripts/import/obsidian/obsidian-text.ts";

const notes: Readonly<Record<string, string>> = {
  "A.md": "One\n\n![[B]]\n",
  "B.md": "## Two\n\n[[A]] and ![[A]]\n\n## Three\n\nEnd ^block\n",
};

const vault: Vault = {
  note: (name) => (Object.hasOwn(notes, `${name}.md`) ? `${name}.md` : undefined),
  file: (name) => (/\.(png|mp3|mp4|pdf)$/.test(name) ? `Files/${name.replace(/^\//, "")}` : undefined),
  text: (source) => notes[source],
  has: (path) => Object.hasOwn(notes, path) || path === "near.md",
  relative: (_, to) => encodeURI(to),
};

const converted = (body: string): string => convertObsidian(body, "Note.md", vault);

describe("what Obsidian adds to Markdown", () => {
  it.each([
    ["[[A]]", "[A](A.md)"],
    ["[[A|the *first*]]", "[the *first*](A.md)"],
    ["[[B#Two]]", "[B > Two](B.md#two)"],
    ["[[B#^block]]", "[B > ^block](B.md#block)"],
    ["[[#Here it is]]", "[Here it is](#here-it-is)"],
    ["[[Never written]]", "Never written"],
    ["![[a b.png]]", "![](Files/a%20b.png)"],
    ["![[a.png|300]]", "![](Files/a.png)"],
    ["![[a.png|An otter|300x200]]", "![An otter](Files/a.png)"],
    ["![[a.mp3]]", '<audio controls src="Files/a.mp3"></audio>'],
    ["![[a.pdf]]", "[a.pdf](Files/a.pdf)"],
    ["| [[A\\|one]] |", "| [one](A.md) |"],
    ["==a b==", "<mark>a b</mark>"],
    ["1 == 2 and 3 == 4", "1 == 2 and 3 == 4"],
    ["a %%b\nc%% d", "a  d"],
    ["A block. ^one", 'A block. <a id="one"></a>'],
    ["[a](A)", "[a](A.md)"],
    ["[a](near.md) and [b](<near.md>)", "[a](near.md) and [b](near.md)"],
    ["[b](B#Two%20of%20them)", "[b](B.md#two-of-them)"],
    ["[b](<B#^block>)", "[b](B.md#block)"],
    ["[here](#Here%20it%20is)", "[here](#here-it-is)"],
    ["![a](</deep/a b.png>)", "![a](Files/deep/a%20b.png)"],
    ["[a](https://example.org/A) and [b](mailto:A)", "[a](https://example.org/A) and [b](mailto:A)"],
    ["`[[A]]` and `==b==`", "`[[A]]` and `==b==`"],
  ])("becomes what is here: %j", (body, expected) => {
    expect(converted(body)).toBe(expected);
  });

  it.each([
    ["> [!faq]- Why?\n> So.", "> [!NOTE]\n> **Why?**\n>\n> So."],
    ["> [!tip]\n> So.", "> [!TIP]\n> So."],
    ["> > [!bug] Again\n> > So.", "> > [!CAUTION]\n> > **Again**\n> >\n> > So."],
  ])("has callouts that are alerts here: %j", (body, expected) => {
    expect(converted(body)).toBe(expected);
  });

  it("shows embedded notes, parts of them, and none in itself", () => {
    expect(converted("![[B#Three]]")).toBe('> ## Three\n>\n> End <a id="block"></a>');
    expect(converted("![[B#^block]]")).toBe("> End");
    expect(convertObsidian("![[A]]", "A.md", vault)).toBe("[A](A.md)");
  });
});
