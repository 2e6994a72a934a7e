import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { digestOf } from "../../../scripts/base/digest.ts";
import { nameDigest } from "../../../scripts/images/pictures/plan-picture.ts";
import { planSvg } from "../../../scripts/images/pictures/svg.ts";

const fixture = (name: string): Promise<Buffer> => readFile(join(import.meta.dirname, "../../fixtures/svg", name));

const draw = (source: string) => planSvg(Buffer.from(source));

const svg = (attributes: string, inside = ""): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" ${attributes}>${inside}</svg>`;

const sizeOf = (attributes: string): readonly number[] => {
  const { width, height } = draw(svg(attributes));
  return [width, height];
};

describe("a drawing", () => {
  it("stays as the author made it, and has the size of its first element", async () => {
    const source = await fixture("scripted.svg");
    const { width, height, draw } = planSvg(source);
    expect([width, height]).toEqual([40, 20]);
    expect(await draw(source)).toEqual([source]);
  });

  it("has a file of another name where it has other bytes, since readers keep it by its name for a year", async () => {
    const source = await fixture("scripted.svg");
    const drawn = await planSvg(source).draw(source);
    // Where the bytes alone differ, count "svg 2" up in plan-picture.ts. Then write both here.
    expect({ name: nameDigest(source, ""), bytes: drawn.map(digestOf) }).toEqual({
      name: "87b90a3bcfcb9126",
      bytes: ["dc1d8fb1f94dc0fef9625f242e76a3c9"],
    });
  });

  it("can't grow by entities that refer to entities", () => {
    const doctype = '<!DOCTYPE svg [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>';
    expect(() => draw(doctype + svg("", "<title>&b;</title>"))).toThrow(
      /^is not a well-formed SVG \(.*undefined entity/,
    );
  });

  it("is refused at once when its elements lie too deep in one another", () => {
    const deep = svg("", "<g>".repeat(100_000) + "</g>".repeat(100_000));
    expect(() => draw(deep)).toThrow(/^has elements 1000 deep in one another/);
    expect(() => draw(svg("", "<g>".repeat(900) + "</g>".repeat(900)))).not.toThrow();
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

  it("is one that browsers can lay out and a file's name can tell, however large it is written", () => {
    expect(sizeOf('width="1e30" height="1e999"')).toEqual([16_777_216, 16_777_216]);
    expect(sizeOf('viewBox="0 0 1e308 1e-308" height="2"')).toEqual([16_777_216, 2]);
    expect(draw(svg('width="1e30"')).renditions.map(({ file }) => file)).toEqual(["16777216.svg"]);
  });

  it("is that of browsers where nothing tells it", () => {
    expect(sizeOf("")).toEqual([300, 150]);
    expect(sizeOf('viewBox="0 0 wide 3"')).toEqual([300, 150]);
  });
});

describe("a file that is not a drawing", () => {
  it("gets an error that says where", () => {
    expect(() => draw("<svg")).toThrow(/^is not a well-formed SVG \(.*\), save it again as plain SVG$/);
    expect(() => draw(svg("", "<g>"))).toThrow(/^is not a well-formed SVG \(1:\d+: /);
  });

  it("gets an error when it is HTML", () => {
    expect(() => draw("<html></html>")).toThrow('has no <svg xmlns="http://www.w3.org/2000/svg">');
  });
});
