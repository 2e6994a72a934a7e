import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { describe, expect, it } from "vitest";
import { Cache } from "../scripts/store/cache.ts";
import { compileSite } from "../scripts/build/compile-site.ts";
import { feedFormats } from "../src/content/feed-formats.ts";
import { inUtc } from "../scripts/base/moments.ts";
import { sitePages } from "../scripts/routes/site-pages.ts";
import { parseArticle } from "../scripts/read/parse-article.ts";
import { parseSettings } from "../scripts/read/settings.ts";
import { temporaryFolder, write } from "./folder.ts";
import { project, sampleBlog } from "./project-folder.ts";

const read = (file: string): string => readFileSync(join(project, file), "utf8");
const documents = [
  "README.md",
  "CONTRIBUTING.md",
  "SECURITY.md",
  ".github/pull_request_template.md",
  ...readdirSync(join(project, "docs"), { recursive: true, encoding: "utf8" }).map((name) => `docs/${name}`),
].filter((file) => file.endsWith(".md"));

describe("the lint rules of rooms", () => {
  const folder = temporaryFolder();

  it("let each room import what docs/architecture.md says, and nothing else", () => {
    const table = tableOfRooms(read("docs/architecture.md"));
    const code = ["src", "scripts"].flatMap((top) =>
      readdirSync(join(project, top), { recursive: true, encoding: "utf8" }).map((name) => `${top}/${name}`),
    );
    // Each file directly in src/ and scripts/, and one that stands for all others of its folder.
    const files = [
      ...new Set(
        code.filter((name) => /(?<!\.d)\.ts$/.test(name)).map((name) => name.replace(/^(.+?\/.+\/).*/, "$1any.ts")),
      ),
    ];
    expect([...table.keys()].sort()).toEqual([...new Set(files.map(roomOf))].sort());

    // In scripts/, any package may be imported.
    const isPackage = (name: string): boolean => !/\.\w+$/.test(name);
    const named = [...table.values()].flat().filter((name) => !table.has(name));
    const others = [...new Set([...named, "node:fs", "test/any.ts"])];
    const imports = files.map((from) => {
      const room = roomOf(from);
      const all = [...files, ...others.filter((name) => from.startsWith("src/") || !isPackage(name))];
      return all
        .filter((to) => to !== from)
        .map((to) => {
          const isOwn = roomOf(to) === room && room !== commands;
          const isAllowed = isOwn || table.get(room)?.some((name) => name === to || name === roomOf(to)) === true;
          const way = relative(dirname(from), to).replace(/^(?!\.)/, "./");
          return { from, to, isAllowed, line: `import ${JSON.stringify(isPackage(to) ? to : way)};\n` };
        });
    });
    write(folder, Object.fromEntries(imports.map((its, i) => [files[i], its.map(({ line }) => line).join("")])));
    cpSync(join(project, "oxlint.config.ts"), join(folder, "oxlint.config.ts"));
    const oxlint = join(project, "node_modules/oxlint/bin/oxlint");
    const lint = spawnSync(process.execPath, [oxlint, "--allow", "import/no-cycle", "--format", "unix"], {
      cwd: folder,
      encoding: "utf8",
      maxBuffer: 2 ** 26,
    });
    const complaints = new Set(lint.stdout.match(/^.+:\d+(?=:\d+: .*no-restricted-imports)/gm));
    const wrong = imports.flatMap((its) =>
      its
        .filter(({ from, isAllowed }, i) => complaints.has(`${from}:${i + 1}`) === isAllowed)
        .map(({ from, to, isAllowed }) => `${from} ${isAllowed ? "may" : "must not"} import ${to}`),
    );
    expect(wrong).toEqual([]);
  });
});

describe("the folders", () => {
  it("of code have no more than twenty files each", () => {
    const folders = ["src", "scripts", "test"].flatMap((top) => [
      top,
      ...readdirSync(join(project, top), { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isDirectory() && !entry.parentPath.includes("fixtures") && entry.name !== "fixtures")
        .map((entry) => join(entry.parentPath, entry.name)),
    ]);
    const filesIn = (folder: string): number =>
      readdirSync(join(project, folder.replace(project, "")), { withFileTypes: true }).filter((entry) => entry.isFile())
        .length;
    expect(folders.length).toBeGreaterThan(30);
    expect(folders.filter((folder) => filesIn(folder) > 20)).toEqual([]);
  });
});

describe("git", () => {
  const folder = temporaryFolder();

  // Windows' git turns LF into CRLF unless it is told otherwise, and digests and ETags with it.
  it.each([".gitattributes", "create/template/_gitattributes"])(
    "checks out the same bytes on Windows, by %s",
    (file) => {
      const repository = write(join(folder, file.replaceAll("/", "-")), {
        ".gitattributes": readFileSync(join(project, file), "utf8"),
        "content/posts/a.md": "A\nB\n",
        "content/posts/a.svg": "<svg>\n</svg>\n",
      });
      const git = (...args: readonly string[]) =>
        execFileSync("git", ["-c", "core.autocrlf=true", ...args], { cwd: repository, stdio: "pipe" });
      git("init", "--quiet");
      git("add", ".");
      const files = ["content/posts/a.md", "content/posts/a.svg"].map((each) => join(repository, each));
      for (const each of files) rmSync(each);
      git("checkout-index", "--all", "--force");
      expect(files.filter((each) => readFileSync(each, "utf8").includes("\r"))).toEqual([]);
    },
  );
});

describe("the documents", () => {
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
    const folder = mkdtempSync(join(tmpdir(), "fore-edge-test-"));
    const options = {
      root: sampleBlog,
      assets: folder,
      cache: new Cache(join(folder, "cache")),
      now: 1_800_000_000,
    };
    const { timeline, content, site } = await compileSite(options);
    rmSync(folder, { recursive: true });
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
      return local.filter((target) => !exists(join(project, file, "..", target))).map((target) => `${file}: ${target}`);
    });
    expect(broken).toEqual([]);
  });
});

describe("wrangler.toml", () => {
  it("is the same for every blog, but for the name", () => {
    const [own, blog] = ["wrangler.toml", "create/template/wrangler.toml"].map((file) => read(file).split("\n"));
    expect([own?.[0], blog?.[0]]).toEqual(['name = "fore-edge"', 'name = "{{name}}"']);
    expect(own?.slice(1)).toEqual(blog?.slice(1));
  });
});

describe("package-lock.json", () => {
  const { packages } = JSON.parse(read("package-lock.json")) as {
    packages: Readonly<Record<string, { readonly integrity?: string; readonly resolved?: string }>>;
  };
  const installed = Object.entries(packages).filter(([path]) => path !== "");

  it("has the SHA-512 of every package, those of other platforms among them", () => {
    expect(installed.length).toBeGreaterThan(100);
    const unchecked = installed.filter(([, { integrity }]) => !/^sha512-[\w+/]{86}==$/.test(integrity ?? ""));
    expect(unchecked.map(([path]) => path)).toEqual([]);
  });

  it("names no place but npm's registry to get them from", () => {
    const foreign = installed.filter(
      ([, { resolved }]) => resolved !== undefined && !resolved.startsWith("https://registry.npmjs.org/"),
    );
    expect(foreign.map(([path]) => path)).toEqual([]);
  });
});

describe("package.json", () => {
  it("has exact versions alone, each explained", () => {
    const { dependencies, devDependencies } = JSON.parse(read("package.json")) as Record<
      string,
      Record<string, string>
    >;
    const all = { ...dependencies, ...devDependencies };
    expect(Object.values(all).filter((version) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))).toEqual([]);
    const explained = read("docs/dependencies.md");
    expect(Object.keys(all).filter((name) => !explained.includes(name))).toEqual([]);
  });

  it("has one workerd, the same for wrangler and miniflare", () => {
    const lock = JSON.parse(read("package-lock.json")) as { packages: Record<string, unknown> };
    expect(Object.keys(lock.packages).filter((path) => path.endsWith("node_modules/workerd"))).toHaveLength(1);
    expect(Object.keys(lock.packages).filter((path) => path.endsWith("node_modules/miniflare"))).toHaveLength(1);
  });
});

/** One row of the table, though no command may import another. */
const commands = "scripts/*.ts";

const roomOf = (file: string): string =>
  /^scripts\/[^/]+\.ts$/.test(file) ? commands : file.split("/").slice(0, 2).join("/");

/** What each room may import, by the table in docs/architecture.md: rooms, files and packages. */
function tableOfRooms(document: string): Map<string, readonly string[]> {
  const rows = [...document.matchAll(/^\| (`(?:src|scripts)\/.*?) \| .* \| (.*) \|$/gm)].map(
    ([, cell = "", imports = ""]) => ({
      rooms: [...cell.matchAll(/`(.+?)\/?`/g)].map(([, room = ""]) => room),
      imports: imports === "nothing" ? [] : imports.split(", "),
    }),
  );
  const all = rows.flatMap(({ rooms }) => rooms);
  const pathOf = (name: string): string =>
    [`src/${name}`, `scripts/${name}`].find((path) => all.includes(roomOf(path))) ?? name;
  const pathsOf = (text: string, [first = ""]: readonly string[]): readonly string[] => {
    if (text === "all above") return all.slice(0, all.indexOf(first));
    const last = /^all to (.+)$/.exec(text)?.[1];
    return last === undefined ? [pathOf(text)] : all.slice(0, all.indexOf(pathOf(last)) + 1);
  };
  return new Map(
    rows.flatMap(({ rooms, imports }) => {
      const paths = imports.flatMap((text) => pathsOf(text, rooms));
      return rooms.map((room) => [room, paths] as const);
    }),
  );
}

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

function exists(path: string): boolean {
  try {
    readFileSync(path);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EISDIR";
  }
}
