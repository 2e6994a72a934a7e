import { describe, expect, it } from "vitest";
import { renderMarkdown } from "../../scripts/markdown/markdown.ts";
import { collapsed } from "../../scripts/markdown/plaintext.ts";
import { fill } from "../fill.ts";

const smart = (body: string, lang: string): string => collapsed(renderMarkdown(body, { lang, smartQuotes: true }).text);

describe("typographic quotes", () => {
  it.each([
    ["en", "“a ‘b’ c”"],
    ["en-GB", "“a ‘b’ c”"],
    ["de", "„a ‚b‘ c“"],
    ["de-CH", "«a ‹b› c»"],
    ["fr", "« a “b” c »"],
    ["es", "«a “b” c»"],
    ["it", "«a “b” c»"],
    ["pl", "„a «b» c”"],
    ["ru", "«a „b“ c»"],
    ["sv", "”a ’b’ c”"],
    ["pt-BR", "“a ‘b’ c”"],
    ["xx", "“a ‘b’ c”"],
    ["ja", `"a 'b' c"`],
  ])("are those of %s", (lang, expected) => {
    expect(smart(`"a 'b' c"`, lang)).toBe(expected);
  });

  it("keep guillemets with their words in French", () => {
    const html = fill(renderMarkdown('"a"', { lang: "fr", smartQuotes: true }).pieces);
    expect(html).toBe("<p>«\u202fa\u202f»</p>\n");
  });

  it("close where they stand next to each other, whatever signs a language has", () => {
    expect(smart(`"a 'b'", "'c' d". *"'e'"*!`, "de")).toBe("„a ‚b‘“, „‚c‘ d“. „‚e‘“!");
    expect(smart(`"a 'b'", "'c' d".`, "ru")).toBe("«a „b“», «„c“ d».");
  });

  it.each([
    ["it's the readers' choice", "it’s the readers’ choice"],
    ["the '90s, 'tis, rock 'n' roll", "the ’90s, ’tis, rock ’n’ roll"],
    ["\"'a,' she said\"", "“‘a,’ she said”"],
    ['("a") ["b"] — "c"', "(“a”) [“b”] — “c”"],
    ['"*a*" **"b** c"', "“a” “b c”"],
    ['"`a`" "$b$" "[c](d)"', "“a” “b” “c”"],
    ['"a\nb"', "“a b”"],
    ["1--2, a -- b, c---d", "1–2, a – b, c—d"],
    ["use --save or *a* --b", "use --save or a --b"],
    ["---- --> <!-- a --> ....", "---- --> ...."],
    ["wait...", "wait…"],
    ['\\"a\\" &quot;b&quot;', '"a" "b"'],
    ["`\"a\" -- 'b'...` <https://a.example/--'b'>", "\"a\" -- 'b'... https://a.example/--'b'"],
  ])("turn %j into %j", (body, expected) => {
    expect(smart(body, "en")).toBe(expected);
  });
});
