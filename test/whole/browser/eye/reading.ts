import { boxesOf, isSeen, lines, name } from "./seen.ts";

/** What makes a text hard to read, or reads wrongly. */
export function reading(): string[] {
  return [...measures(), ...dates(), ...dots()];
}

// Where a screen has room for it: on a phone letters large enough to read leave 30 to 45 of them a line.
const roomy = 768;
const fewest = 45;
const fewestOnPhones = 28;
const most = 80;

/** Paragraphs whose lines have too many characters, or the text's own ones whose lines have too few. */
function measures(): string[] {
  return [...document.body.querySelectorAll("p, li, dd")].filter(isSeen).flatMap((block) => {
    const count = charactersALine(block);
    if (count === undefined) return [];
    const isText = block.matches(".e-content > p");
    const least = innerWidth < roomy ? fewestOnPhones : fewest;
    return count > most || (isText && count < least) ? [`${Math.round(count)} characters a line: ${name(block)}`] : [];
  });
}

/** How many characters of its own size a block's line has room for; nothing for less than two lines, or other blocks in it. */
function charactersALine(block: Element): number | undefined {
  if (block.querySelector("p, ul, ol, pre, table, math, img") || isMostlyLinks(block)) return undefined;
  const range = document.createRange();
  range.selectNodeContents(block);
  const text = (block.textContent ?? "").trim();
  const words = text.split(/\s+/);
  // A word that no line has room for says nothing of lines that have room.
  if (words.some((word) => word.length > 40 && !/[\u{3000}-\u{9fff}]/u.test(word))) return undefined;
  const widths = [...block.querySelectorAll("*"), block].flatMap((element) =>
    [...element.childNodes].flatMap((node) =>
      node instanceof Text && isSeen(element) ? boxesOf(node, 0, node.length).map(({ width }) => width) : [],
    ),
  );
  const total = widths.reduce((sum, width) => sum + width, 0);
  const { paddingInlineStart, paddingInlineEnd } = getComputedStyle(block);
  const line = block.clientWidth - Number.parseFloat(paddingInlineStart) - Number.parseFloat(paddingInlineEnd);
  return total < 2 * line ? undefined : (line * characters(text)) / total;
}

/** Tags and the like are looked at, not read. */
const isMostlyLinks = (block: Element): boolean =>
  [...block.querySelectorAll("a")].reduce((sum, { textContent }) => sum + (textContent ?? "").length, 0) >
  (block.textContent ?? "").length / 2;

/** A Chinese or Japanese character is as wide as two letters, and says as much; marks above and below letters take no room. */
const characters = (text: string): number =>
  [...text.matchAll(/\P{M}/gu)].reduce(
    (sum, [each]) =>
      sum + (/[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}\u{3000}-\u{303f}]/u.test(each) ? 2 : 1),
    0,
  );

/** Dates whose words don't follow each other on one line and in one direction, as "March 2026 1". */
function dates(): string[] {
  return [...document.body.querySelectorAll("time")].filter(isSeen).flatMap((date) => {
    const places = [...date.childNodes].flatMap((node) =>
      node instanceof Text
        ? [...node.data.matchAll(/\S+/g)].flatMap(({ 0: word, index }) =>
            boxesOf(node, index, index + word.length).slice(0, 1),
          )
        : [],
    );
    const steps = places.slice(1).map((place, index) => Math.sign(place.left - (places[index]?.left ?? 0)));
    const isOnOneLine = places.every(
      ({ top, bottom }) => top < (places[0]?.bottom ?? 0) && bottom > (places[0]?.top ?? 0),
    );
    return isOnOneLine && new Set(steps).size <= 1 ? [] : [`the date is out of order: ${name(date)}`];
  });
}

/** Dots between two things, behind which a line ends. */
function dots(): string[] {
  const all = lines();
  return all.flatMap(({ node, element }) => {
    const index = node.data.indexOf("·");
    const [dot] = index < 0 ? [] : boxesOf(node, index, index + 1);
    if (!dot) return [];
    const isRightToLeft = getComputedStyle(element.closest("p, li, nav, footer") ?? element).direction === "rtl";
    const goesOn = all.some(
      ({ box }) =>
        box.top < dot.bottom &&
        box.bottom > dot.top &&
        (isRightToLeft ? box.left < dot.left - 2 : box.right > dot.right + 2),
    );
    return goesOn ? [] : [`a line ends with a dot: ${name(element)}`];
  });
}
