import * as fc from "fast-check";
import { type DefaultTreeAdapterTypes, parse } from "parse5";
import { describe, expect, it } from "vitest";
import * as fixtures from "../../fixtures/views/models.ts";
import { render } from "../../views/pages.ts";
import { compileText } from "./compile-text.ts";

type Node = DefaultTreeAdapterTypes.ChildNode;
type Element = DefaultTreeAdapterTypes.Element;

/** A whole page as browsers read it: what stands around an article, and the article. */
function read(html: string, scriptingEnabled: boolean): { frame: string; prose: Element } {
  const document = parse(render("page", { ...fixtures.page, html }), { scriptingEnabled });
  let prose: Element | undefined;
  const outline = (node: Node): string => {
    if (!("tagName" in node)) return "value" in node ? node.value : "";
    const attributes = node.attrs.map(({ name, value }) => ` ${name}="${value}"`).join("");
    const isProse = attributes.includes('class="prose e-content"');
    if (isProse) prose = node;
    return `<${node.tagName}${attributes}>${isProse ? "" : node.childNodes.map(outline).join("")}</${node.tagName}>`;
  };
  const frame = document.childNodes.map(outline).join("");
  if (!prose) throw new Error("the article is gone");
  return { frame, prose };
}

const hiding = new Set(
  "audio canvas datalist dialog iframe math meter noembed noframes object progress script select style svg template textarea title video xmp".split(
    " ",
  ),
);

const shown = (node: Node): string => {
  if (!("tagName" in node)) return node.nodeName === "#text" && "value" in node ? node.value : "";
  return hiding.has(node.tagName) ? "" : node.childNodes.map(shown).join("");
};

const innocent = { true: read("<p>x</p>", true).frame, false: read("<p>x</p>", false).frame };

const containers =
  "a article b blockquote body button caption center code custom-element dd details div dl dt em fieldset figure font form g h1 h2 head html i kbd label li main mark marquee menu nobr ol optgroup option p path pre q rp rt ruby s section small span strong sub summary table tbody td th thead tr u ul desc foreignObject mi mtext annotation-xml colgroup col legend plaintext noscript frameset frame base".split(
    " ",
  );
const empty = "br hr img input source track wbr embed meta link area param image".split(" ");
const all = [...containers, ...empty, ...hiding];
const attributes = fc.constantFrom(
  "",
  "",
  "",
  " a=b",
  ' class="c"',
  ' title="<div>"',
  " title='</p>'",
  " x=y/",
  ' src="x"',
);

const startTag = fc.tuple(fc.constantFrom(...all), attributes).map(([name, attribute]) => `<${name}${attribute}>`);
const selfClosed = fc.tuple(fc.constantFrom(...all), attributes).map(([name, attribute]) => `<${name}${attribute} />`);
const endTagOf = (names: readonly string[]) => fc.constantFrom(...names).map((name) => `</${name}>`);
const pair = fc.constantFrom(...containers).map((name) => `<${name}></${name}>`);
const unfinished = fc.constantFrom(
  '<a href="x',
  "<div",
  "<div id='",
  '<p title="x>',
  "</div",
  "<",
  "</",
  "<!",
  "<?php",
  "<![CDATA[",
  "<b <",
  "<\u0001div>",
);
const comments = fc.constantFrom(
  "<!--",
  "-->",
  "--!>",
  "<!-->",
  "<!doctype html>",
  "<?php a ?>",
  "<![CDATA[ <b> ]]>",
  "]]>",
);
const word = fc.integer({ min: 0, max: 999 }).map((n) => `w${n}w`);
const markdown = fc.oneof(
  fc.constantFrom(
    "\n\n",
    "\n\n",
    "\n",
    "\n",
    " ",
    "- ",
    "\n\n- ",
    "\n  ",
    "\n\n> ",
    "\n> [!NOTE]\n> ",
    "\n\n# ",
    "\n## ",
    "*",
    "**",
    "~~",
    "_",
    "`",
  ),
  fc.constantFrom(
    "[x](y)",
    "![x](y)",
    "\n\n|a|b|\n|-|-|\n|c|",
    "|",
    "\n- [ ] ",
    "\n: ",
    "w\n\n: ",
    "\n\nw\n: ",
    "[^1]",
    "\n\n[^1]: ",
    "`<b>`",
    "\n```\n<b>\n```\n",
    "$x^2$",
    "1. ",
    "    ",
  ),
);

const anything = fc.oneof(
  { weight: 4, arbitrary: startTag },
  { weight: 2, arbitrary: selfClosed },
  { weight: 4, arbitrary: endTagOf([...all, "br"]) },
  { weight: 1, arbitrary: pair },
  { weight: 1, arbitrary: unfinished },
  { weight: 1, arbitrary: comments },
  { weight: 3, arbitrary: word },
  { weight: 6, arbitrary: markdown },
);
// Nothing that an author would hide words with.
const nothingHidden = fc.oneof(
  { weight: 4, arbitrary: startTag },
  { weight: 2, arbitrary: selfClosed },
  { weight: 4, arbitrary: endTagOf([...containers, ...empty]) },
  { weight: 1, arbitrary: pair },
  { weight: 4, arbitrary: word.map((text) => ` ${text} `) },
  { weight: 6, arbitrary: markdown },
);

// More of them, such as RUNS=20000, after a change of how tags are read.
const runs = { numRuns: Number(process.env["RUNS"] ?? 300) };
const bodyOf = (fragment: fc.Arbitrary<string>) =>
  fc.array(fragment, { maxLength: 25, size: "max" }).map((parts) => parts.join(""));

describe("any article", () => {
  it("leaves the page around it as it is", () => {
    fc.assert(
      fc.property(bodyOf(anything), (body) => {
        const { html } = compileText(body);
        expect(read(html, true).frame).toBe(innocent.true);
        expect(read(html, false).frame).toBe(innocent.false);
      }),
      { ...runs, examples: [["</a><dd>\n> [!NOTE]\n> <dt>"]] }, // an alert is a <div>, through which <dt> ends <dd>
    );
  });

  it("shows each of its words, unless its author hides it", () => {
    fc.assert(
      fc.property(bodyOf(nothingHidden), (body) => {
        const { html } = compileText(body);
        const words = (text: string): string[] => text.match(/w\d+w/g) ?? [];
        const there = new Set(words(shown(read(html, true).prose)));
        const source = new Set(words(html.replaceAll(/ class="[^"]*"/g, ""))); // a word may be a language of code
        expect([...source].filter((each) => !there.has(each))).toEqual([]);
      }),
      runs,
    );
  });
});
