import { describe, expect, it } from "vitest";
import { blocksOf } from "../../whole/docs/blocks.ts";
import { readSettings } from "./read-settings.ts";

function read(yaml: string) {
  const { site, problems } = readSettings(yaml);
  return { problems, policy: site?.policy };
}

describe("policy in site.yaml", () => {
  it("opens what it names: hosts, schemes and the site itself, one or a list", () => {
    const sources = ["https://fonts.example", "*.cdn.example:8443/a/", "data:", "blob:", "https:", "'self'"];
    expect(read(`policy:\n  font-src: ${JSON.stringify(sources)}\n  form-action: https://list.example`)).toEqual({
      problems: [],
      policy: { "font-src": sources, "form-action": ["https://list.example"] },
    });
  });

  it("is as docs/settings.md shows it", () => {
    const [example] = blocksOf("docs/settings.md").filter(({ text }) => text.startsWith("policy:"));
    expect(read(example?.text ?? "")).toEqual({
      problems: [],
      policy: {
        "font-src": ["https://fonts.example"],
        "form-action": ["'self'", "https://newsletter.example"],
        "img-src": ["blob:"],
      },
    });
  });

  it.each([
    ..."http://a.example http: javascript: * 'none' 'unsafe-inline' 'unsafe-eval' self localhost".split(" "),
    ..."'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=' https://a.example;script-src a.example,b.example".split(
      " ",
    ),
    "a.example; script-src *",
    "a.example https:",
    "a.example\n",
    "https://a.example/?query",
    "https://a.example/#part",
  ])("takes no source that would open more than is meant, or no source at all: %j", (source) => {
    const found = JSON.stringify(source);
    expect(read(`policy:\n  form-action: ["https:", ${found}]`)).toEqual({
      problems: [
        `3:27 error form-action is ${found}, expected a source in quotes, such as "https://fonts.example", "https:" or "'self'"`,
      ],
      policy: undefined,
    });
  });

  it("says that a scheme wants quotes, since YAML takes it for a record", () => {
    expect(read("policy:\n  frame-src: [https:]").problems).toEqual([
      `3:15 error frame-src is {"https":null}, expected a source in quotes, such as "https://fonts.example", "https:" or "'self'"`,
    ]);
  });

  it("never opens what it does not know, and says what was meant", () => {
    const all = "font-src, frame-src, img-src, media-src, form-action";
    expect(
      read("policy:\n  script-src: a.example\n  style-src: a.example\n  fonts-src: a.example\n  toString: a.example"),
    ).toEqual({
      problems: [
        `3:3 error policy has "script-src", expected one of ${all}`,
        `4:3 error policy has "style-src", expected one of ${all}`,
        `5:3 error policy has "fonts-src", did you mean font-src?`,
        `6:3 error policy has "toString", expected one of ${all}`,
      ],
      policy: undefined,
    });
  });

  it("is a record of directives", () => {
    expect(read("policy: a.example").problems).toEqual([
      '2:9 error policy is "a.example", expected directives with sources, such as font-src: https://fonts.example',
    ]);
  });
});
