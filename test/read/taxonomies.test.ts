import { describe, expect, it } from "vitest";
import { readSettings } from "./settings/read-settings.ts";

function read(yaml: string) {
  const { site, problems } = readSettings(`taxonomies:\n${yaml}`);
  return { problems, taxonomies: site?.taxonomies };
}

describe("taxonomies in site.yaml", () => {
  it("have a title, a field, feeds and an index unless they say otherwise", () => {
    expect(read("  categories:\n  places: { title: Where, field: place, feeds: false, index: false }")).toEqual({
      problems: [],
      taxonomies: [
        { name: "categories", title: "Categories", field: "categories", feeds: true, index: true },
        { name: "places", title: "Where", field: "place", feeds: false, index: false },
      ],
    });
  });

  it("are missing from a site that declares none", () => {
    expect(read("  {}")).toEqual({ problems: [], taxonomies: undefined });
  });

  it("have names that are free parts of a URL, and fields that nothing else has", () => {
    const names = "  tags:\n  Travel Tips:\n  a/b:\n  _search:\n";
    const fields =
      "  places: { field: title }\n  moods: { field: places }\n  kinds: { field: places }\n  image:\n  url:\n";
    expect(read(names + fields)).toEqual({
      taxonomies: undefined,
      problems: [
        '3:3 error taxonomies has "tags", expected another name, since that one is a section of the site itself',
        '4:3 error taxonomies has "Travel Tips", expected a part of a URL such as "travel-tips"',
        '5:3 error taxonomies has "a/b", expected a name without slashes, which stays in its folder',
        '6:3 error taxonomies has "_search", expected another name, since that one is a file of the site itself',
        '7:20 error field is "title", which is already a field of articles, expected one that is free',
        '9:19 error field is "places", which is already a field of moods, expected one that is free',
        '10:9 error field is "image", which is already a field of articles, expected one that is free',
        '11:7 error field is "url", which is already a field of articles, expected one that is free',
      ],
    });
  });

  it("are read strictly", () => {
    expect(read("  categories: yes please\n  places: { feeds: maybe, titel: A }").problems).toEqual([
      '3:15 error categories is "yes please", expected title, field, feeds and index, or nothing',
      '4:20 error feeds is "maybe", expected true or false, without quotes',
      "4:27 warning titel is not a field that is known here, did you mean title?",
    ]);
  });
});
