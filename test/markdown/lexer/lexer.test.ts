import * as fc from "fast-check";
import { Tokenizer } from "marked";
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
