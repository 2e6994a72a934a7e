import { boxesOf, clippers, isEmpty, isSeen, lines, name, shown } from "./seen.ts";

/** What a reader can't get at, or sees on top of something else. */
export function layout(): string[] {
  const { clientWidth, scrollWidth } = document.documentElement;
  return [
    ...(scrollWidth > clientWidth ? [`the page scrolls sideways by ${scrollWidth - clientWidth} px`] : []),
    ...outside(),
    ...cut(),
    ...onLeaves(),
    ...overlaps(),
  ];
}

/** What stands in a box that scrolls is got at there; paper doesn't scroll. */
const scrolls = (element: Element): boolean =>
  !matchMedia("print").matches && /auto|scroll/.test(getComputedStyle(element).overflowX);

/** What reaches beyond the sides of the window. */
function outside(): string[] {
  const faults: string[] = [];
  const check = (box: DOMRect, element: Element): void => {
    if (box.width > 0 && (box.left < -0.5 || box.right > document.documentElement.clientWidth + 0.5))
      faults.push(`from ${Math.round(box.left)} to ${Math.round(box.right)} px: ${name(element)}`);
  };
  for (const element of document.body.querySelectorAll("*")) {
    if (!isSeen(element) || clippers(element).some((box) => box !== element && scrolls(box))) continue;
    check(element.getBoundingClientRect(), element);
    if (scrolls(element)) continue;
    // Text may be wider than its element.
    for (const node of element.childNodes)
      if (node instanceof Text) for (const box of boxesOf(node, 0, node.length)) check(box, element);
  }
  return faults;
}

/** What has more in it than it shows, and doesn't scroll. */
function cut(): string[] {
  return [...document.body.querySelectorAll("*")]
    .filter((element) => {
      const { overflowX, overflowY, display } = getComputedStyle(element);
      if (display.startsWith("inline") && !display.includes("block")) return false;
      const hides = (overflow: string): boolean =>
        matchMedia("print").matches ? overflow !== "visible" : /hidden|clip/.test(overflow);
      const isCut =
        (hides(overflowX) && element.scrollWidth > element.clientWidth + 1) ||
        (hides(overflowY) && element.scrollHeight > element.clientHeight + 1);
      return isCut && isSeen(element) && !element.closest(media);
    })
    .map((element) => `cut off: ${name(element)}`);
}

/** Text on the lines at the outer margins. */
function onLeaves(): string[] {
  const { content, display, inlineSize } = getComputedStyle(document.body, "::before");
  if (content === "none" || display === "none") return []; // a theme without leaves
  const leaves = Number.parseFloat(inlineSize) || 0;
  return lines()
    .filter(({ box, element }) => {
      const { left, right, width } = shown(box, element);
      return width > 0 && (left < leaves - 1 || right > innerWidth - leaves + 1);
    })
    .map(({ element }) => `on the leaves: ${name(element)}`);
}

const media = "img, iframe, video, audio, canvas, svg, object, embed, math, input, select, textarea";

/** Texts, pictures and the like that lie on each other. */
function overlaps(): string[] {
  const pieces = [
    // Letters are lower than the line that a font reserves for them.
    ...lines().map(({ box, element }) => ({ element, box: shrunk(shown(box, element), 0, 0.15 * box.height) })),
    ...[...document.body.querySelectorAll(media)]
      .filter((element) => isSeen(element) && !element.parentElement?.closest(media))
      .map((element) => ({ element, box: shrunk(shown(element.getBoundingClientRect(), element), 1, 2) })),
  ].filter(({ box }) => !isEmpty(box));
  pieces.sort((a, b) => a.box.top - b.box.top);
  const faults: string[] = [];
  for (const [index, one] of pieces.entries()) {
    for (let next = index + 1; next < pieces.length; next++) {
      const other = pieces[next];
      if (!other || other.box.top >= one.box.bottom) break;
      const width = Math.min(one.box.right, other.box.right) - Math.max(one.box.left, other.box.left);
      if (width > 1) faults.push(`${name(one.element)} and ${name(other.element)} overlap by ${Math.round(width)} px`);
    }
  }
  return faults;
}

const shrunk = ({ left, top, width, height }: DOMRect, x: number, y: number): DOMRect =>
  new DOMRect(left + x, top + y, Math.max(0, width - 2 * x), Math.max(0, height - 2 * y));
