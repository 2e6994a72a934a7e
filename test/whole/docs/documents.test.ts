import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { Cache } from "../../../scripts/store/cache.ts";
import { compileSite } from "../../../scripts/build/compile-site.ts";
import { feedFormats } from "../../../src/content/feed-formats.ts";
import { inUtc } from "../../../scripts/base/moments.ts";
import { sitePages } from "../../../scripts/routes/site-pages.ts";
import { parseArticle } from "../../../scripts/read/parse-article.ts";
import { parseSettings } from "../../../scripts/read/settings.ts";
import { temporaryFolder } from "../../folder.ts";
import { project, sampleBlog } from "../../project-folder.ts";

const read = (file: string): string => readFileSync(join(project, file), "utf8");
const documents = [
  "README.md",
  "CONTRIBUTING.md",
  "SECURITY.md",
  ".github/pull_request_template.md",
  ...readdirSync(join(project, "docs"), { recursive: true, encoding: "utf8" }).map((name) => `docs/${name}`),
].filter((file) => file.endsWith(".md"));

describe("the documents", () => {
  const folder = temporaryFolder();

  it("mention every npm script", () => {
    const { scripts } = JSON.parse(read("package.json")) as { scripts: Record<string, string> };
    const text = ["README.md", "CONTRIBUTING.md"].map(read).join("\n");
    expect(Object.keys(scripts).filter((name) => !mentions(text, name))).toEqual([]);
  });

  it.each([
    ["docs/settings.md", settingsOf(), 20],
    ["docs/writing.md", fieldsOf("posts/a.md"), 15],
    ["docs/writing.md", fieldsOf("pages/a.md"), 10],
  ])("explain every field that a parser asks for: %s", (file, names, least) => {
    expect(names.length).toBeGreaterThanOrEqual(least);
    expect(names.filter((name) => !read(file).includes(`\`${name}\``))).toEqual([]);
  });

  it("name every route of the sample blog", async () => {
    const options = {
      root: sampleBlog,
      assets: folder,
      cache: new Cache(join(folder, "cache")),
      now: 1_800_000_000,
    };
    const { timeline, content, site } = await compileSite(options);
    const patterns = [...read("docs/architecture.md").matchAll(/`(\/[^`]*)`/g)].map(
      ([, path]) => new RegExp(`^${(path ?? "").replaceAll(/[.+]/g, "\\$&").replaceAll(/[A-Z]+/g, "[^/]+")}$`),
    );
    const aliases = [...content.posts, ...content.pages].flatMap(({ article }) => article.aliases);
    const unknown = [...timeline.paths.keys()].filter(
      (path) =>
        !aliases.includes(path) &&
        !sitePages(site).some((page) => page.path === path) &&
        !feedFormats.some(({ file }) => path.endsWith(`/${file}`)) &&
        !patterns.some((pattern) => pattern.test(path)),
    );
    expect(unknown).toEqual([]);
  });

  it("have an index of decisions that names each of them by its title", () => {
    const index = read("docs/decisions/README.md");
    const listed = [...index.matchAll(/^\| \[(\d{3})\]\(([\w.-]+)\) \| (.+?) \| .+ \|$/gm)].map(
      ([, number, file, title]) => `${file}: # ${number}: ${title}`,
    );
    const decisions = readdirSync(join(project, "docs/decisions")).filter((file) => file !== "README.md");
    expect(listed).toEqual(decisions.sort().map((file) => `${file}: ${read(`docs/decisions/${file}`).split("\n")[0]}`));
    expect(new Set(decisions.map((file) => file.slice(0, 3))).size).toBe(decisions.length);
  });

  it.each(readdirSync(join(project, "docs/decisions")).filter((file) => file !== "README.md"))(
    "say what was decided, why, at what cost and when to revisit it: %s",
    (file) => {
      const headings = [...read(`docs/decisions/${file}`).matchAll(/^\*\*([^*]+)\.\*\*/gm)].map(
        ([, heading]) => heading,
      );
      expect(headings).toEqual(expect.arrayContaining(["Decision", "Why", "What it costs", "When to revisit"]));
    },
  );

  it("have no link to a file that isn't there", () => {
    const broken = documents.flatMap((file) => {
      const targets = [
        ...read(file)
          .replaceAll(/```[\s\S]*?```|`[^`]*`/g, "")
          .matchAll(/\]\(([^)#\s]+)/g),
      ].map(([, target]) => target ?? "");
      const local = targets.filter((target) => !/^[a-z]+:/.test(target));
      return local
        .filter((target) => !existsSync(join(project, file, "..", target)))
        .map((target) => `${file}: ${target}`);
    });
    expect(broken).toEqual([]);
  });
});

/** `npm run check` is not mentioned where `npm run check:content` is. */
const mentions = (text: string, script: string): boolean =>
  new RegExp(`npm (run (-s )?)?${script}(?![\\w:-])`).test(text);

/** All that a parser asks a record for. */
function namesAskedBy(parse: (record: Readonly<Record<string, unknown>>) => unknown): string[] {
  const asked = new Set<string>();
  const getOwnPropertyDescriptor = (_: object, name: string | symbol): undefined => void asked.add(String(name));
  parse(new Proxy({}, { getOwnPropertyDescriptor }));
  return [...asked];
}

const settingsOf = (): string[] => namesAskedBy((record) => parseSettings(record, () => {}));

const fieldsOf = (file: string): string[] =>
  namesAskedBy((record) => parseArticle(file, record, { resolve: inUtc }, () => {}));
