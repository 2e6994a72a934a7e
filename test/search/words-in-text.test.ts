import { describe, expect, it } from "vitest";
import { stemmerModules, stemmerOf } from "../../scripts/search-index/stemmers.ts";
import { bucketOf, fold, stemOf, wordsIn } from "../../src/search/words-in-text.ts";

describe("the words of a text", () => {
  it.each([
    ["Rust's don't l'homme rock’n’roll", "rust don homme rock roll"],
    [
      "useState HTMLElement kv_namespaces __init__",
      "usestate use state htmlelement html element kv_namespaces kv namespaces init",
    ],
    ["GATs ES2024 GitHub", "gats es2024 github git hub"],
    ["v1.70.0 3.14", "1.70.0 1 1.70 3.14 3"],
    ["C++, c# and F#. Issue #12", "c++ c c# c and f# f issue 12"],
    ["日本語のRust", "日本 本語 語の の rust"],
    ["한국어", "한국 국어 어"],
    ["ภาษา", "ภา าษ ษา า"],
    ["state-of-the-art/x", "state of the art x"],
    ["½ ① ﬁne", "12 1 fine"],
    ["\ud800 _ ' ... 👍", ""],
  ])("%s", (text, words) => {
    expect(
      wordsIn(text)
        .map(({ word }) => word)
        .join(" "),
    ).toBe(words);
  });

  it("are whole words where a letter, digit or mark is before U+0300, whatever Unicode adds", () => {
    const before = Array.from({ length: 0x300 }, (_, code) => String.fromCodePoint(code));
    const signs = before.filter((sign) => /[\p{L}\p{N}\p{M}]/u.test(sign) && sign !== "ʼ");
    expect(signs.length).toBeGreaterThan(500);
    expect(signs.filter((sign) => /[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\p{scx=Hang}]/u.test(sign))).toEqual([]);
    expect(signs.filter((sign) => /[\p{scx=Thai}\p{scx=Laoo}\p{scx=Khmr}\p{scx=Mymr}]/u.test(sign))).toEqual([]);
  });

  it("are where they say they are", () => {
    const text = "Über useState v1.70 東京 e\u0301te\u0301";
    expect(wordsIn(text).map(({ start, end }) => text.slice(start, end))).toEqual([
      "Über",
      "useState",
      "use",
      "State",
      "1.70",
      "1",
      "東京",
      "京",
      "e\u0301te\u0301",
    ]);
  });
});

describe("folding", () => {
  it.each([
    ["Größe ÆRØ œuvre ŁÓDŹ đ İIı", "grosse aero oeuvre lodz d iii"],
    ["Việt café ﬀ Ａ", "viet cafe ff a"],
    ["Ελλάς ΕΛΛΑΣ", "ελλασ ελλασ"],
    ["Ёлка чай и́ї", "елка чай иї"],
    ["قُرْآن أحمد ٢٠٢٤ کتاب", "قران احمد 2024 كتاب"],
    ["שָׁלוֹם", "שלום"],
    ["हिन्दी தமிழ்", "हिन्दी தமிழ்"],
    ["\u1112\u1161\u11ab か\u3099 ｶﾞ", "한 が ガ"],
    ["co\u00adoperate", "cooperate"],
  ])("%s", (text, folded) => {
    expect(text.split(" ").map(fold).join(" ")).toBe(folded);
  });

  it("leaves what is folded as it is", () => {
    for (let code = 1; code < 0x20000; code++) {
      if (code >= 0xd800 && code < 0xe000) continue;
      const folded = fold(String.fromCodePoint(code, 0x61));
      expect(fold(folded)).toBe(folded);
    }
  });
});

describe("a bucket", () => {
  it.each([
    ["running", "run"],
    ["c", "c"],
    ["日本", "日"],
    ["한국", "한"],
    ["𝒳𝒴𝒵𝒲", "𝒳𝒴𝒵"],
  ])("has %s under %s", (stem, bucket) => {
    expect(bucketOf(stem)).toBe(bucket);
  });
});

describe("a stem", () => {
  it("is the word itself where the library's stemmer fails", () => {
    const stem = (word: string): string => stemOf(word, stemmerOf("bg"));
    expect(["градове", "градините", "прозорци", "приноси", "змейове"].map(stem)).toEqual([
      "град",
      "градин",
      "прозорци",
      "приноси",
      "змей",
    ]);
  });

  it("are available in every language, for every word", () => {
    const scripts = {
      bg: "абвзеийкнорстцъя",
      ru: "абвеийнорстья",
      el: "αειοντς",
      ar: "ابتنيه",
      hi: "कनिाी",
      hy: "ակնու",
    };
    for (const language of Object.keys(stemmerModules)) {
      const letters = Array.from(new Map(Object.entries(scripts)).get(language) ?? "aeinorstz");
      const words = letters.flatMap((a) => letters.flatMap((b) => letters.map((c) => `${a}${c}${b}${a}${c}${b}${c}`)));
      for (const word of words) expect(stemOf(word, stemmerOf(language))).toMatch(/./);
    }
  });
});
