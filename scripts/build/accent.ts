type Triple = readonly [number, number, number];

/** Lightness (Oklab, 0 to 1) at which text of any hue has a contrast of 4.5:1 (WCAG 2) to our light grounds and our dark ones. */
const limits = { light: 0.48, dark: 0.76 };
/** What more of it adds glares on dark paper. */
const darkChroma = 0.11;

/** An accent, `#rrggbb`, as links have it in either theme: of the same hue, and so light or dark that it is read on paper and on code. */
export function linkColours(accent: string): { readonly light: string; readonly dark: string } {
  const [lightness, a, b] = toOklab(accent);
  const muted = Math.min(1, darkChroma / Math.hypot(a, b));
  return {
    light: toHex([Math.min(lightness, limits.light), a, b]),
    dark: toHex([Math.max(lightness, limits.dark), a * muted, b * muted]),
  };
}

// Both ways between linear sRGB and Oklab: https://bottosson.github.io/posts/oklab/#converting-from-linear-srgb-to-oklab
function toOklab(hex: string): Triple {
  const [red, green, blue] = [linear(hex.slice(1, 3)), linear(hex.slice(3, 5)), linear(hex.slice(5, 7))];
  const l = Math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue);
  const m = Math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue);
  const s = Math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
}

function toHex([lightness, a, b]: Triple): string {
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  const red = 4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s;
  const green = -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s;
  const blue = -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s;
  return `#${digits(red)}${digits(green)}${digits(blue)}`;
}

/** A channel in linear light, from 0 to 1, of its two digits: https://www.w3.org/TR/css-color-4/#color-conversion-code */
function linear(pair: string): number {
  const value = parseInt(pair, 16) / 255;
  return value > 0.04045 ? ((value + 0.055) / 1.055) ** 2.4 : value / 12.92;
}

/** The other way; what no screen can show becomes the nearest that it can, as in browsers. */
function digits(channel: number): string {
  const shown = Math.min(1, Math.max(0, channel));
  const value = shown > 0.0031308 ? 1.055 * shown ** (1 / 2.4) - 0.055 : shown * 12.92;
  return Math.round(value * 255)
    .toString(16)
    .padStart(2, "0");
}
