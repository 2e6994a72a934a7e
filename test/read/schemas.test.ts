import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv, type ValidateFunction } from "ajv";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { inUtc } from "../../scripts/base/moments.ts";
import { fieldRows } from "../../scripts/read/article-fields.ts";
import { type FieldProblem, type Report, text } from "../../scripts/read/fields.ts";
import { parseArticle } from "../../scripts/read/parse-article.ts";
import { schemas } from "../../scripts/read/schemas.ts";
import { parseSettings, settings } from "../../scripts/read/settings.ts";
import { taxonomyOptions } from "../../scripts/read/settings/parse-taxonomies.ts";
import { readYaml } from "../../scripts/read/syntax/yaml.ts";
import { project } from "../project-folder.ts";

const read = (file: string): string => readFileSync(join(project, file), "utf8");
const documents = { settings: read("docs/settings.md"), writing: read("docs/writing.md") };
const all = schemas(documents);

type Name = "site.json" | "post.json" | "page.json";

const ajv = new Ajv({ allErrors: true, allowUnionTypes: true });
ajv.addKeyword("patternErrorMessage"); // VS Code's
const validators = Object.fromEntries(
  Object.entries(all).map(([name, schema]) => [name, ajv.compile(schema)]),
) as Readonly<Record<Name, ValidateFunction>>;

/** What is wrong with a text in YAML, as an editor sees it: numbers are numbers. */
function complaints(name: Name, yaml: string): string[] {
  const valid = validators[name];
  valid(parse(yaml) ?? {});
  return (valid.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

interface Property {
  readonly description?: string;
  readonly properties?: Properties;
  readonly additionalProperties?: Property;
}
type Properties = Readonly<Record<string, Property>>;

const propertiesOf = (name: string, of = all): Properties => (of[name] as { properties: Properties }).properties;

/** Sample blogs without mistakes. */
const blogs = ["content", "create/template/content", ...["blog", "difficult", "quality", "readers"].map(fixture)];

function fixture(name: string): string {
  return `test/fixtures/${name}`;
}

function* samples(): Generator<readonly [Name, file: string, yaml: string]> {
  for (const blog of blogs)
    for (const name of readdirSync(join(project, blog), { recursive: true, encoding: "utf8" })) {
      const file = `${blog}/${name}`;
      if (name === "site.yaml") yield ["site.json", file, filledIn(read(file))];
      const [, matter] = /^(?:posts|pages)\/.*\.md$/.test(name) ? (/^---\n(.*?\n)---$/ms.exec(read(file)) ?? []) : [];
      if (matter !== undefined) yield [name.startsWith("posts/") ? "post.json" : "page.json", file, filledIn(matter)];
    }
}

/** The template has places where a new blog has what its author says. */
const filledIn = (text: string): string =>
  text
    .replace("{{today}}", "2026-11-26")
    .replace("{{language}}", "en")
    .replaceAll(/\{\{\w+\}\}/g, "# nothing");

describe("the schemas for editors", () => {
  it("find nothing wrong in blogs without mistakes", () => {
    const found = [...samples()];
    expect(new Set(found.map(([name]) => name)).size).toBe(3);
    expect(found.length).toBeGreaterThan(40);
    expect(found.flatMap(([name, file, yaml]) => complaints(name, yaml).map((each) => `${file}: ${each}`))).toEqual([]);
  });

  it.each<[Name, string, string[]]>([
    ["site.json", "titel: Typo", [" must NOT have additional properties"]],
    ["site.json", "url: https://blog.example/below", ["/url must match pattern"]],
    ["site.json", "postsPerPage: many", ["/postsPerPage must match pattern"]],
    ["site.json", "postsPerPage: 0", ["/postsPerPage must be >= 1"]],
    ["site.json", "feedContent: short", ["/feedContent must be equal to one of the allowed values"]],
    ["site.json", 'smartQuotes: "yes"', ["/smartQuotes must be boolean,null"]],
    ["site.json", "search: page", ["/search must be equal to one of the allowed values"]],
    ["site.json", "accent: red", ["/accent must match pattern"]],
    ["site.json", "nav: [{ title: About }]", ["/nav/0 must have required property 'path'"]],
    ["site.json", "authors: { name: Ada, links: [{ title: Home, path: home }] }", ["/authors/links/0/path must match"]],
    ["site.json", "taxonomies: { places: { feed: false } }", ["/taxonomies/places must NOT have additional"]],
    ["site.json", "redirects: { /old/: new }", ["/redirects/~1old~1 must match pattern"]],
    ["site.json", "policy: { script-src: 'https:' }", ["/policy must NOT have additional properties"]],
    ["site.json", "policy: { font-src: 'a b' }", ["/policy/font-src must match pattern"]],
    ["site.json", "words: { minuets: '{} min' }", ["/words must NOT have additional properties"]],
    ["post.json", "title: Hello", [" must have required property 'date'"]],
    ["post.json", "title: \ndate: 2024-12-16", ["/title must be string,number"]],
    ["post.json", "title: A\ndate: yesterday", ["/date must match pattern"]],
    ["post.json", "title: A\ndate: 2024-12-16\ndraft: 'no'", ["/draft must be boolean,null"]],
    ["post.json", "title: A\ndate: 2024-12-16\ntags: { a: b }", ["/tags must be string,number,array,null"]],
    ["post.json", "title: A\ndate: 2024-12-16\ndarft: true", ["/darft must be string,number,array,null"]],
    ["post.json", "title: A\ndate: 2024-12-16\nslug: a/b", ["/slug must match pattern"]],
    ["page.json", "title: A\ntags: [one]", [" must NOT have additional properties"]],
  ])("find what is wrong: %s, %s", (name, yaml, expected) => {
    expect(complaints(name, yaml)).toEqual(expected.map((each) => expect.stringContaining(each)));
  });

  it("take a field of a taxonomy that site.yaml declares", () => {
    expect(complaints("post.json", "title: A\ndate: 2024-12-16\nplaces: [Lisbon, Rome]\nmoods: calm")).toEqual([]);
  });

  it("take whatever a build takes", () => {
    const values = `
      Hello
      5
      1.5
      0
      true
      en
      pt-BR
      UTC
      Europe/Berlin
      '#8b2e16'
      full
      deny
      replace
      false
      home
      2024-12-16
      2024-12-16 10:00
      ' 2024-12-16T10:00:00,5 +0100 '
      2024-12-16t10:00z
      2024
      yesterday
      https://a.example
      HTTP://a.example/
      https://a.example/b?c#d
      https://a.example:8080
      https://a.example?
      https://a.example/?#
      /a/
      a, b
      'a,'
      [a, b]
      []
      [a, ~, '']
      [1, 2]
      [[a]]
      {}
      { title: A, path: /a/ }
      [{ title: 5, path: 'mailto:a@b' }]
      { name: A }
      [{ name: A, bio: B, picture: a.png, fediverse: '@a@b.example', links: { title: C, path: https://c.example } }]
      '12345678'
      12345678
      { older: Älter, minutes: '{} Min.' }
      '{} of {}'
      { places: , moods: { title: 5, feeds: false } }
      { /a/: /b/, /c/: 'HTTPS://d.example' }
      { font-src: https://a.example, img-src: ['data:', https:] }`
      .split("\n")
      .map((line) => line.trim())
      .filter((line) => line !== "");
    const names: readonly (readonly [Name, string])[] = Object.keys(all).flatMap((file) =>
      Object.keys(propertiesOf(file)).map((name) => [file as Name, name] as const),
    );
    const taken = names.flatMap(([file, name]) =>
      values.filter((value) => isTaken(file, name, value)).map((value) => ({ file, name, value })),
    );
    expect(taken.length).toBeGreaterThan(300);
    const refused = taken.filter(({ file, name, value }) =>
      complaints(file, `${name}: ${value}`).some((each) => each.startsWith(`/${name}`)),
    );
    expect(refused).toEqual([]);
  });

  it("have a field that is added to the table, in the document's words", () => {
    const rows = [...fieldRows, ["mood", { read: () => text, posts: true }] as const];
    const writing = `${documents.writing}\n| \`mood\` | how it [feels](feelings.md) |\n`;
    const more = schemas({ ...documents, writing }, rows);
    expect(propertiesOf("post.json", more)["mood"]).toEqual({
      type: ["string", "number", "null"],
      description: "how it feels",
    });
    expect(propertiesOf("page.json", more)).not.toHaveProperty("mood");
  });

  it("have all fields and settings, and explain each", () => {
    expect(Object.keys(propertiesOf("site.json"))).toEqual(Object.keys(settings));
    expect(Object.keys(propertiesOf("post.json"))).toEqual(fieldRows.map(([name]) => name));
    const options = propertiesOf("site.json")["taxonomies"]?.additionalProperties?.properties ?? {};
    expect(Object.keys(options)).toEqual(Object.keys(taxonomyOptions));
    const explained = [...["site.json", "post.json", "page.json"].map((name) => propertiesOf(name)), options];
    const silent = explained.flatMap(Object.entries<Property>).filter(([, { description = "" }]) => description === "");
    expect(silent).toEqual([]);
    expect(options["title"]?.description).toBe("what readers see (default: the name, with a capital letter)");
    expect(propertiesOf("site.json")["words"]?.description).not.toContain("](");
  });

  it("are where the settings of a new blog look for them", () => {
    const vscode = JSON.parse(read("create/template/_vscode/settings.json")) as {
      "yaml.schemas": Readonly<Record<string, string>>;
    };
    expect(vscode["yaml.schemas"]).toEqual({ "./node_modules/fore-edge/lib/schemas/site.json": "content/site.yaml" });
    expect(all).toHaveProperty(["site.json"]);
  });
});

/** Whether a build, which reads numbers in YAML as texts, has nothing to say about a field's value. */
function isTaken(file: Name, name: string, yaml: string): boolean {
  const fields = readYaml(`${name}: ${yaml}`);
  if (!("data" in fields)) throw new Error(`${yaml} is not YAML: ${fields.message}`);
  const told: FieldProblem[] = [];
  const report: Report = (problem) => told.push(problem);
  const context = { resolve: inUtc };
  if (file === "site.json") parseSettings(fields.data, report);
  else if (file === "post.json")
    parseArticle("posts/a.md", { title: "A", date: "2024-12-01", ...fields.data }, context, report);
  else parseArticle("pages/a.md", { title: "A", ...fields.data }, context, report);
  return !told.some(({ path }) => path[0] === name);
}
