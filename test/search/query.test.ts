import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseQuery } from "../../src/search/query.ts";

const summary = (text: string): string =>
  parseQuery(text)
    .words.map(
      ({ word, parts, beginning }) => word + (parts.length > 0 ? `(${parts.join(" ")})` : "") + (beginning ? "*" : ""),
    )
    .join(" ");

describe("a query", () => {
  it.each([
    ["  async \n\t await ", "async await", "async await*"],
    ["useState kv_namespaces in", "useState kv_namespaces in", "usestate(use state) kv_namespaces(kv namespaces) in"],
    ["rust 1.70.0", "rust 1.70.0", "rust 1.70.0(1 1.70)*"],
    ["rust go rust", "rust go rust", "rust* go"],
    ["cafe\u0301", "caf\u00e9", "cafe*"],
    ["a\0b\ud800", "a b\ufffd", "a b"],
    ["猫", "猫", "猫*"],
    ["猫が好き", "猫が好き", "猫が が好 好き"],
    ["?!", "?!", ""],
  ])("%j", (given, text, words) => {
    expect(parseQuery(given)).toMatchObject({ text, spelling: text });
    expect(parseQuery(given).cut).toBeUndefined();
    expect(summary(given)).toBe(words);
  });

  it("has eight words at most, and says so", () => {
    expect(parseQuery("a b c d e f g h?")).not.toHaveProperty("cut");
    expect(parseQuery("a b c d e f g h i j")).toMatchObject({
      text: "a b c d e f g h",
      spelling: "a b c d e f g h i j",
      cut: true,
    });
    expect(parseQuery("a b c d e f g h a b")).not.toHaveProperty("cut");
  });

  it("has two hundred characters at most, and says so", () => {
    const { text, cut } = parseQuery("𝒳".repeat(300));
    expect([Array.from(text).length, cut]).toEqual([200, true]);
    expect(parseQuery("x".repeat(200))).not.toHaveProperty("cut");
  });

  it("of characters without spaces has all of up to sixteen in pairs", () => {
    expect(summary("日本語の検索エンジン")).toBe("日本 語の 検索 エン ジン");
    expect(parseQuery("日本語の検索エンジンを作るための長い")).toMatchObject({
      text: "日本語の検索エンジンを作るための",
      cut: true,
    });
  });

  it("ends before a character whose marks would be too many", () => {
    expect(parseQuery("ฟีเจอร์ที่จะมีเพิ่ม")).toMatchObject({ text: "ฟีเจอร์ที่จะมี", cut: true });
  });

  it("is as it is understood, whatever it is", () => {
    const part = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.constantFrom("l'homme", "useState", "1.70.0", "日本語の", "เพิ่มน้ำ", "猫", "C++", "'s", " ", "x".repeat(99)),
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 14 }), (parts) => {
        const { text, words, spelling } = parseQuery(parts.join(""));
        expect(words.length).toBeLessThanOrEqual(8);
        expect(Array.from(text).length).toBeLessThanOrEqual(200);
        expect(parseQuery(text)).toMatchObject({ text, spelling: text, words });
        expect(parseQuery(spelling)).toEqual(parseQuery(parts.join("")));
      }),
      { numRuns: 2000 },
    );
  });
});
