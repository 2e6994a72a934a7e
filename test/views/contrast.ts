/** Contrast of two colours, `#rrggbb`: https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio */
export function contrast(one: string, other: string): number {
  const [dim = NaN, bright = NaN] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (bright + 0.05) / (dim + 0.05);
}

function luminance(colour: string): number {
  const [red = NaN, green = NaN, blue = NaN] = (/^#([0-9a-f]{6})$/.exec(colour)?.[1]?.match(/../g) ?? [])
    .map((pair) => parseInt(pair, 16) / 255)
    .map((value) => (value > 0.04045 ? ((value + 0.055) / 1.055) ** 2.4 : value / 12.92));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
