import { describe, expect, it } from "vitest";
import { readSettings } from "./read-settings.ts";

describe("search in site.yaml", () => {
  it.each([
    ["", true],
    ["search:", true],
    ["search: true", true],
    ["search: false", false],
    ["search: home", "home"],
  ])("is on, off, or on the home page as well: %j", (yaml, search) => {
    const { site, problems } = readSettings(yaml);
    expect([site?.search, problems]).toEqual([search, []]);
  });

  it.each([
    ["page", '"page"'],
    ['"true"', '"true"'],
    ["1", '"1"'],
    ["[home]", '["home"]'],
  ])("is nothing else: %s", (value, found) => {
    expect(readSettings(`search: ${value}`)).toEqual({
      site: undefined,
      problems: [`2:9 error search is ${found}, expected true, false or "home"`],
    });
  });
});
