import { readFile } from "node:fs/promises";
import { join } from "node:path";
import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { cleanSvg, drawSvg } from "../../../scripts/images/pictures/svg.ts";

const fixture = (name: string): Promise<string> =>
  readFile(join(import.meta.dirname, "../../fixtures/svg", name), "utf8");

const svg = (attributes: string, inside = ""): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" ${attributes}>${inside}</svg>`;

const sizeOf = (attributes: string): readonly number[] => {
  const { width, height } = drawSvg(svg(attributes));
  return [width, height];
};

describe("a hostile drawing", () => {
  it("keeps what draws and loses what runs or loads", async () => {
    expect(cleanSvg(await fixture("hostile.svg")).markup).toBe(await fixture("hostile.clean.svg"));
  });

  it("is a drawing still, and clean already when it is cleaned again", async () => {
    const { markup } = cleanSvg(await fixture("hostile.svg"));
    expect(cleanSvg(markup).markup).toBe(markup);
    expect((await sharp(Buffer.from(markup)).metadata()).format).toBe("svg");
  });

  it("can't grow by entities that refer to entities", () => {
    const doctype = '<!DOCTYPE svg [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>';
    expect(() => drawSvg(doctype + svg("", "<title>&b;</title>"))).toThrow(
      /^is no well-formed SVG \(.*undefined entity/,
    );
  });
});

describe("the size of a drawing", () => {
  it("is its width and height in CSS pixels", () => {
    expect(sizeOf('width="40" height="20px" viewBox="0 0 4 4"')).toEqual([40, 20]);
    expect(sizeOf('width="1in" height="25.4mm"')).toEqual([96, 96]);
    expect(sizeOf('width="3pt" height="1cm"')).toEqual([4, 38]);
  });

  it("comes from the viewBox where it has none", () => {
    expect(sizeOf('viewBox="0 0 24 12"')).toEqual([24, 12]);
    expect(sizeOf('viewBox="-5,-5,10.4,20" width="100%"')).toEqual([10, 20]);
  });

  it("follows the viewBox's ratio where one side is missing", () => {
    expect(sizeOf('viewBox="0 0 2 1" width="90"')).toEqual([90, 45]);
    expect(sizeOf('viewBox="0 0 2 1" height="90"')).toEqual([180, 90]);
  });

  it("is that of browsers where nothing tells it", () => {
    expect(sizeOf("")).toEqual([300, 150]);
    expect(sizeOf('viewBox="0 0 wide 3"')).toEqual([300, 150]);
  });
});

describe("what is no drawing", () => {
  it("gets an error that says where", () => {
    expect(() => drawSvg("<svg")).toThrow(/^is no well-formed SVG \(.*\), save it again as plain SVG$/);
    expect(() => drawSvg(svg("", "<g>"))).toThrow(/^is no well-formed SVG \(1:\d+: /);
  });

  it("gets an error when it is HTML", () => {
    expect(() => drawSvg("<html></html>")).toThrow('has no <svg xmlns="http://www.w3.org/2000/svg">');
  });
});
