import { clippers, inside, isSeen, name } from "./seen.ts";

/** Places that the keyboard stops at without a ring around them, or with one that is cut off. It has to have been used. */
export function rings(): string[] {
  const faults: string[] = [];
  const stops = document.body.querySelectorAll<HTMLElement>(
    "a[href], button, summary, input, select, textarea, [tabindex='0']",
  );
  for (const stop of stops) {
    if (!isSeen(stop) && !stop.matches("a")) continue;
    stop.focus();
    if (document.activeElement !== stop) continue;
    const { outlineStyle, outlineWidth, outlineOffset } = getComputedStyle(stop);
    const width = outlineStyle === "none" ? 0 : Number.parseFloat(outlineWidth);
    if (width < 2) faults.push(`no ring around ${name(stop)}`);
    const room = roomAround(stop);
    const ring = width + Number.parseFloat(outlineOffset);
    if (room < ring - 0.5) faults.push(`${Math.round(ring - room)} px of the ring are cut off: ${name(stop)}`);
  }
  (document.activeElement as HTMLElement | null)?.blur();
  scrollTo(0, 0);
  return faults;
}

/** How far what is around a place lets something be seen beside it; what is larger than its box is not asked for more. */
function roomAround(stop: Element): number {
  const boxes = [...stop.getClientRects()].filter(({ width }) => width > 0);
  const page = new DOMRect(0, -scrollY, document.documentElement.clientWidth, document.documentElement.scrollHeight);
  const edges = [
    page,
    ...clippers(stop)
      .filter((box) => box !== stop)
      .map(inside),
  ];
  return Math.min(
    ...boxes.flatMap((box) =>
      edges.flatMap(({ left, right, top, bottom, width, height }) => [
        ...(box.width < width - 10 ? [box.left - left, right - box.right] : []),
        ...(box.height < height - 10 ? [box.top - top, bottom - box.bottom] : []),
      ]),
    ),
  );
}
