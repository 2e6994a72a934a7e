import * as fc from "fast-check";
import { type Token, Tokenizer, type Tokens } from "marked";
import { expect, it } from "vitest";
import { BodyLexer, optionsFor } from "../../../scripts/markdown/lexer/lexer.ts";

// What ends a run of text or a paragraph, or might, between any characters at all.
const fragment = fc.oneof(
  fc.constantFrom(..."\\<![`*~_@&:\n ()]hHfwmx".split("")),
  fc.constantFrom("http", "HTTPS://a.b", "http://a.b/_c", "ftp://d", "www.e.f", "mailto:g@h.i", "xmpp:j@k.l", "m@n.o"),
  fc.constantFrom("  \n", "   \n", "``", "~~", "&#65;", "&#x42", "&amp;", "[p](q)", "[r]: s\n", "<b>", "[^1]", "$t$"),
  fc.constantFrom("\n\n", "===\n", "--\n", "|-|-|\n", "- ", "> ", "# "),
  fc.string({ unit: "binary", maxLength: 5 }),
);

it("finds the same tokens in any text as with marked's own rules", () => {
  fc.assert(
    fc.property(
      fc.array(fragment, { maxLength: 40 }).map((parts) => parts.join("").toWellFormed()),
      (text) => {
        const options = optionsFor(text);
        const theirs = new BodyLexer({ ...options, tokenizer: new Tokenizer() }).lex(text);
        expect([...new BodyLexer(options).lex(text)]).toEqual([...theirs]);
      },
    ),
    { numRuns: 3000 },
  );
});

it.each([
  ["[a](b)(c)[d](e)", ["b", "e"]],
  ["[a](b(c))(d)[e](f\\)g)", ["b(c)", "f)g"]],
  ["[a](b(c(d)))[e](f)", ["b(c(d))", "f"]],
  ["[a]( b )c![d](e 'f')g)", ["b", "e"]],
  ["[a](b(c [d](e", []],
  ["[`a`](b)中文[a](b)", ["b", "b"]],
])("ends the address of a link at its own bracket: %s", (text, expected) => {
  const [paragraph] = new BodyLexer(optionsFor(text)).lex(text) as Token[] as [Tokens.Paragraph];
  const links = paragraph.tokens.filter(({ type }) => type === "link" || type === "image");
  expect(links.map((token) => (token as Tokens.Link).href)).toEqual(expected);
});
