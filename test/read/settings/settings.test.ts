import { describe, expect, it } from "vitest";
import { parseSettings } from "../../../scripts/read/settings.ts";
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
  ])("can't be anything else: %s", (value, found) => {
    expect(readSettings(`search: ${value}`)).toEqual({
      site: undefined,
      problems: [`2:9 error search is ${found}, expected true, false or "home"`],
    });
  });
});

describe("a setting that is not known here", () => {
  it.each([
    ["lang: de", "language"],
    ["baseURL: https://a.example", "url"],
    ["pageSize: 3", "postsPerPage"],
    ["menu: []", "nav"],
    ["favicon: a.png", "icon"],
    ["titel: A", "title"],
  ])("may be one of another system, or misspelt: %s", (yaml, meant) => {
    const [name] = yaml.split(":");
    expect(readSettings(yaml).problems).toContain(
      `2:1 warning ${name} is not a field that is known here, did you mean ${meant}?`,
    );
  });
});

describe("url in site.yaml", () => {
  const problemsOf = (url: string): string[] => {
    const problems: string[] = [];
    parseSettings({ url }, ({ message }) => problems.push(message));
    return problems;
  };

  it.each(["http://localhost:8787", "https://127.0.0.1", "http://[::1]:80"])("is not this machine: %s", (url) => {
    expect(problemsOf(url)).toEqual([
      expect.stringMatching(
        /^url is ".*", which leads readers of feeds to their own machine, expected the blog's address$/,
      ),
    ]);
  });

  it.each(["https://localhost.example", "http://a.example"])("may be %s", (url) => {
    expect(problemsOf(url)).toEqual([]);
  });
});
