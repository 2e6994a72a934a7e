import { isSeen, name } from "./seen.ts";

const side = 24;

interface Target {
  readonly element: Element;
  readonly boxes: readonly DOMRect[];
  readonly isLarge: boolean;
}

/**
 * What a finger misses: targets smaller than WCAG asks for (2.5.8, AA: 24 by 24 px), unless they are words in a sentence, or
 * high enough and far from all others. (There WCAG has no need of the height.) A mark such as a footnote's number gets neither
 * exception: it is smaller than any word.
 */
export function touch(): string[] {
  const targets = [...document.body.querySelectorAll("a[href], button, summary")]
    .filter(isSeen)
    .map((element): Target => {
      const boxes = [...element.getClientRects()];
      return { element, boxes, isLarge: boxes.some(({ width, height }) => width >= side && height >= side) };
    });
  const small = targets.filter(
    (target) =>
      !target.isLarge && (isMark(target) || !(isInSentence(target) || (isHigh(target) && isApart(target, targets)))),
  );
  const size = (box: DOMRect | undefined): string =>
    `${Math.round(box?.width ?? 0)} × ${Math.round(box?.height ?? 0)} px`;
  return [
    ...small.map(({ element, boxes: [box] }) => `${size(box)}: ${name(element)}`),
    ...targets
      .filter((target) => isMark(target) && isCovered(target))
      .map(({ element }) => `covered: ${name(element)}`),
  ];
}

/** Whether something else is hit in the middle of what one sees of it. */
function isCovered({ element }: Target): boolean {
  element.scrollIntoView({ block: "center" });
  const text = document.createRange();
  text.selectNodeContents(element);
  const { left, width, top, height } = text.getBoundingClientRect();
  const hit = document.elementFromPoint(left + width / 2, top + height / 2);
  scrollTo(0, 0);
  return hit !== null && !element.contains(hit);
}

/** A thumb covers more lines than letters. */
const isHigh = ({ boxes }: Target): boolean => boxes.some(({ height }) => height >= side);

const isMark = ({ element }: Target): boolean => element.matches("a") && !/\p{L}/u.test(element.textContent ?? "");

/** Words among words, which no line has more room for. */
function isInSentence({ element }: Target): boolean {
  if (getComputedStyle(element).display !== "inline") return false;
  const block = element.closest("p, li, dd, td, th, figcaption, caption, h1, h2, h3, h4, h5, h6");
  if (!block) return false;
  const linked = [...block.querySelectorAll("a[href]")].map((link) => link.textContent ?? "").join("");
  return letters(block.textContent ?? "") > letters(linked);
}

const letters = (text: string): number => text.replaceAll(/\P{L}/gu, "").length;

/** Whether a circle around its middle touches neither another target nor another's circle. */
function isApart(target: Target, targets: readonly Target[]): boolean {
  const middle = middleOf(target);
  return targets.every((other) => {
    if (other === target) return true;
    if (!other.isLarge) return Math.hypot(middle.x - middleOf(other).x, middle.y - middleOf(other).y) >= side;
    return other.boxes.every((box) => {
      const x = middle.x - Math.min(Math.max(middle.x, box.left), box.right);
      const y = middle.y - Math.min(Math.max(middle.y, box.top), box.bottom);
      return Math.hypot(x, y) >= side / 2;
    });
  });
}

function middleOf({ element }: Target): { x: number; y: number } {
  const { left, width, top, height } = element.getBoundingClientRect();
  return { x: left + width / 2, y: top + height / 2 };
}
