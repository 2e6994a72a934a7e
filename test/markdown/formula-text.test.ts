import { describe, expect, it } from "vitest";
import { formulaText } from "../../scripts/markdown/math/formula-text.ts";
import { renderMath } from "../../scripts/markdown/math/math.ts";

function typed(tex: string): string | undefined {
  const found = renderMath(tex, false);
  return "html" in found ? formulaText(found.html) : found.problem;
}

describe("a formula on one line", () => {
  it.each([
    ["f\\colon \\mathbb{R}\\to\\mathbb{R}", "f : ℝ → ℝ"],
    ["\\frac{a}{b} < \\sqrt{2}", "a/b < √2"],
    ["\\frac{a+b}{2c}", "(a + b)/(2c)"],
    ["\\frac{1}{2}x", "1/2 x"],
    ["\\left(\\frac{1}{2}\\right)", "(1/2)"],
    ["e^{i\\pi} + 1 = 0", "e^(iπ) + 1 = 0"],
    ["-x^2 + y_{i+1} - 2^{10}", "−x² + yᵢ₊₁ − 2¹⁰"],
    ["x_1, \\dots, x_n", "x₁, …, xₙ"],
    ["O(n \\log n)", "O(n log n)"],
    ["\\int_0^1 f'(x)\\,dx", "∫₀¹ f′(x) dx"],
    ["x \\text{ if } |y| \\leq \\alpha", "x if |y| ≤ α"],
    ["\\sqrt{x+1}", "√(x + 1)"],
  ])("is typed as people type it: %s", (tex, text) => expect(typed(tex)).toBe(text));

  it.each([
    "\\begin{pmatrix} 1 & 2 \\end{pmatrix}",
    "\\cancel{x}",
    "\\hat{x}",
    "\\binom{n}{k}",
    "\\sqrt[3]{x}",
    "\\overbrace{a}^4",
  ])("has no such form where it would say something else: %s", (tex) => expect(typed(tex)).toBeUndefined());
});
