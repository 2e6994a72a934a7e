import { lines, name } from "./seen.ts";

type Colour = readonly [red: number, green: number, blue: number, alpha: number];

/** Text that stands out of its ground by less than WCAG asks for (1.4.3, AA): 4.5:1, large text 3:1. */
export function contrast(): string[] {
  return [...new Set(lines().map(({ element }) => element))].flatMap((element) => {
    const { color, fontSize, fontWeight } = getComputedStyle(element);
    const size = Number.parseFloat(fontSize);
    const isLarge = size >= 24 || (size >= 18.66 && Number(fontWeight) >= 700);
    const ground = groundOf(element);
    const [red, green, blue, alpha] = colourOf(color);
    const ratio = ratioOf(over([red, green, blue, alpha * opacityOf(element)], ground), ground);
    return ratio >= (isLarge ? 3 : 4.5) ? [] : [`contrast ${ratio.toFixed(2)}:1: ${name(element)}`];
  });
}

/** What is behind an element's text: the grounds of all that it stands in, from the page upwards. */
function groundOf(element: Element | null): Colour {
  if (element === null) return matchMedia("(prefers-color-scheme: dark)").matches ? [0, 0, 0, 1] : [255, 255, 255, 1];
  const own = colourOf(getComputedStyle(element).backgroundColor);
  return own[3] === 1 ? own : over(own, groundOf(element.parentElement));
}

const opacityOf = (element: Element | null): number =>
  element === null ? 1 : Number(getComputedStyle(element).opacity) * opacityOf(element.parentElement);

const over = ([red, green, blue, alpha]: Colour, [r, g, b]: Colour): Colour => {
  const mix = (above: number, below: number): number => above * alpha + below * (1 - alpha);
  return [mix(red, r), mix(green, g), mix(blue, b), 1];
};

/** https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio */
function ratioOf(one: Colour, other: Colour): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

function luminance([red, green, blue]: Colour): number {
  const linear = (value: number): number =>
    value / 255 <= 0.040_45 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4;
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
}

const known = new Map<string, Colour>();
const canvas = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });

/** A colour in whatever way CSS writes it, as a canvas paints it. */
function colourOf(css: string): Colour {
  const found = known.get(css);
  if (found) return found;
  if (!canvas) throw new Error("no canvas paints here");
  canvas.clearRect(0, 0, 1, 1);
  canvas.fillStyle = css;
  canvas.fillRect(0, 0, 1, 1);
  const [red = 0, green = 0, blue = 0, alpha = 0] = canvas.getImageData(0, 0, 1, 1).data;
  const colour: Colour = [red, green, blue, alpha / 255];
  known.set(css, colour);
  return colour;
}
