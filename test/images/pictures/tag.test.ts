import { expect, it } from "vitest";
import type { Picture } from "../../../scripts/images/pictures.ts";
import { pictureTag } from "../../../scripts/images/pictures/picture-tag.ts";

const photo: Picture = {
  src: "/pictures/a-960.jpg",
  width: 1600,
  height: 1200,
  sources: [{ type: "image/avif", srcset: "/pictures/a-480.avif 480w, /pictures/a-960.avif 960w" }],
};

const drawing: Picture = { src: "/pictures/b-24.svg", width: 24, height: 12, sources: [] };

const sizes = "(min-width: 46rem) 42rem, 100vw";

it("offers formats and widths, and loads lazily", () => {
  expect(pictureTag(photo, { alt: "The harbour" }, false)).toBe(
    `<picture><source type="image/avif" srcset="/pictures/a-480.avif 480w, /pictures/a-960.avif 960w" sizes="${sizes}">` +
      `<img src="/pictures/a-960.jpg" ` +
      `width="1600" height="1200" alt="The harbour" loading="lazy" decoding="async"></picture>`,
  );
});

it("is a plain image where there is no choice, and loads at once when it is eager", () => {
  expect(pictureTag(drawing, { alt: "" }, true)).toBe(
    '<img src="/pictures/b-24.svg" width="24" height="12" alt="" decoding="async">',
  );
});

it("gives a still to those who ask for less motion", () => {
  const sources = [
    { type: "image/webp", media: "(prefers-reduced-motion: reduce)", srcset: "/pictures/c-60-still.webp" },
  ];
  expect(pictureTag({ ...drawing, sources }, { alt: "" }, false)).toContain(
    '<source type="image/webp" media="(prefers-reduced-motion: reduce)" srcset="/pictures/c-60-still.webp"><img',
  );
});

it.each([
  [{ width: "400" }, ["400", "300"]],
  [{ height: "300" }, ["400", "300"]],
  [{ width: "9", height: "9" }, ["9", "9"]],
  [{ width: "half" }, ["1600", "1200"]],
])("is sized as the author wants (%j), in the picture's ratio", (attributes, size) => {
  const tag = pictureTag(photo, { alt: "", attributes }, true);
  expect([/ width="(.*?)"/.exec(tag)?.[1], / height="(.*?)"/.exec(tag)?.[1]]).toEqual(size);
});

it("lets the browser choose a file by the size that is shown", () => {
  const tag = pictureTag(photo, { alt: "", attributes: { width: "400" } }, true);
  expect(tag).toContain('sizes="(min-width: 400px) 400px, 100vw"');
});

it("escapes what the author wrote, and takes further attributes", () => {
  const setting = { alt: '"><script>', title: "Tom & 'Jo'", attributes: { class: 'wide"', id: "map" } };
  expect(pictureTag(drawing, setting, true)).toBe(
    '<img src="/pictures/b-24.svg" class="wide&quot;" id="map" width="24" height="12" ' +
      'alt="&quot;&gt;&lt;script&gt;" title="Tom &amp; &#39;Jo&#39;" decoding="async">',
  );
});
