import { isSeen, name } from "./seen.ts";

/** Pictures out of shape, and those too tall for the screen that are wider than they would have to be. */
export function pictures(): string[] {
  return [...document.body.querySelectorAll<HTMLImageElement>("img[width][height]")]
    .filter(isThere)
    .flatMap((picture) => {
      const { width, height } = picture.getBoundingClientRect();
      const shape = Number(picture.getAttribute("width")) / Number(picture.getAttribute("height"));
      const room = picture.closest("p, figure, li, td, div")?.clientWidth ?? 0;
      return [
        ...(Math.abs(width / shape - height) > 1 ? [`${width} × ${height} px, out of shape: ${name(picture)}`] : []),
        ...(height > innerHeight && width > room / 2 + 1 ? [`${height} px tall: ${name(picture)}`] : []),
      ];
    });
}

/** What can't be loaded leaves its description. */
const isThere = (picture: HTMLImageElement): boolean =>
  isSeen(picture) && !(picture.complete && picture.naturalWidth === 0 && picture.currentSrc !== "");
