import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it, vi } from "vitest";
import { renderMarkdown } from "../../../scripts/markdown/markdown.ts";
import { readManifest } from "../../../scripts/publish/read-manifest.ts";
import { copyProject } from "../../copy-project.ts";
import { fill } from "../../fill.ts";
import { post, temporaryFolder, write } from "../../folder.ts";
import { project } from "../../project-folder.ts";
import { blocksOf, commandsIn } from "./blocks.ts";
import { network, type Ran, Walk } from "./walk.ts";

const folder = temporaryFolder();
// Minutes, since npm packs and, where it may, installs.
const patient = 600_000;

const pageOf = async ({ server }: Walk, path: string): Promise<string> => (await fetch(`${server?.url}${path}`)).text();
const failed = ({ ran }: Walk): Ran[] => ran.filter(({ status }) => status !== 0);
const { version } = JSON.parse(readFileSync(join(project, "package.json"), "utf8")) as { readonly version: string };

describe("docs/getting-started.md", () => {
  const document = "docs/getting-started.md";
  const [own, clone] = ["package", "clone"].map((way) => Walk.fromNothing(join(folder, way)));
  afterAll(() => Promise.all([own?.end(), clone?.end()]));
  const shared = ["Make it yours", "Write", "When something is wrong", "Stop and start again"];

  it.each([
    ["a blog of one's own", own, "See it"],
    ["a clone of the engine", clone, "From a clone"],
  ] as const)("leads to one's own post on screen, in %s", { timeout: patient }, async (_name, walk, arrival) => {
    if (walk === undefined) throw new Error("no walk");
    await walk.follow([...blocksOf(document, arrival), ...blocksOf(document, ...shared)]);
    expect(failed(walk)).toEqual([]);
    expect(await pageOf(walk, "/posts/a-walk-along-the-river/")).toContain("The river was <strong>high</strong>");
    expect(await pageOf(walk, "/")).toContain("A walk along the river");
    expect(await pageOf(walk, "/")).toContain("Notes from the harbour");
  });

  it("has no command but those", () => {
    const followed = blocksOf(document, "See it", ...shared, "From a clone");
    expect(blocksOf(document)).toEqual(followed);
    expect(followed.length).toBeGreaterThan(8);
  });
});

describe("README.md", () => {
  it("makes a blog with the commands of docs/getting-started.md", () => {
    const commands = blocksOf("README.md").find(({ text }) => text.includes("npm exec"));
    const same = blocksOf("docs/getting-started.md", "See it")
      .flatMap(commandsIn)
      .filter((command) => !/^git clone|^cd fore-edge$/.test(command));
    expect(commandsIn(commands ?? { language: "sh", text: "" })).toEqual(
      same.map((command) => command.replace(" my-blog --yes", " my-blog")),
    );
  });
});

describe.each(["README.md", "CONTRIBUTING.md", "docs/getting-started.md"])("%s", (document) => {
  it("names packed files by the version that they have", () => {
    const named = [...readFileSync(join(project, document), "utf8").matchAll(/fore-edge-(\d[\w.]*)\.tgz/g)];
    expect(named.length).toBeGreaterThan(0);
    expect(named.filter(([, found]) => found !== version)).toEqual([]);
  });
});

describe("docs/upgrading.md", () => {
  const document = "docs/upgrading.md";
  const arrival = blocksOf("docs/getting-started.md", "See it").map((block) => ({
    ...block,
    text: block.text.replace(/\nnpm start$/, ""),
  }));

  /** A clone as people had it: of a version of the engine, with changes of their own. */
  function oldBlog(clone: string): void {
    copyProject(clone);
    const git = (...args: readonly string[]): void => void execFileSync("git", args, { cwd: clone, stdio: "pipe" });
    const commit = (message: string): void => {
      git("add", "--all");
      git("commit", "--quiet", "--message", message);
    };
    write(clone, { ".gitignore": "node_modules\n.cache/\ndist/\n" });
    git("init", "--quiet", "--initial-branch", "main");
    commit("The engine");
    git("update-ref", "refs/remotes/origin/main", "HEAD");
    const change = (file: string, from: string, to: string): void => {
      const text = readFileSync(join(clone, file), "utf8");
      expect(text).toContain(from);
      writeFileSync(join(clone, file), text.replace(from, to));
    };
    change("src/views/style/paper.css", "--measure: min(32rem, 62ex);", "--measure: 38rem;");
    change("src/views/post.ts", "${body(model, words)}", '${body(model, words)}<p class="reply">Thoughts?</p>');
    change("wrangler.toml", 'name = "fore-edge"', 'name = "harbour"');
    write(clone, { "content/posts/mine.md": post("Mine", "2024-01-01") });
    commit("My blog");
  }

  /** The keys of the blobs that a command makes. */
  async function keysIn(walk: Walk, out: string): Promise<string[]> {
    const { status } = await walk.run(`npm run build -- --at 2030-01-01T00:00:00Z --out ${out}`);
    expect(status).toBe(0);
    return [...readManifest(join(walk.folder, out))].map(({ key }) => key);
  }

  const moved = Walk.fromNothing(join(folder, "moved"));
  afterAll(() => moved.end());

  it(
    "moves a blog that was a clone, with its content, style, view, worker and history",
    { timeout: patient },
    async () => {
      for (const name of ["GIT_AUTHOR_NAME", "GIT_COMMITTER_NAME"]) vi.stubEnv(name, "Robin Quay");
      for (const name of ["GIT_AUTHOR_EMAIL", "GIT_COMMITTER_EMAIL"]) vi.stubEnv(name, "robin@harbour.example");
      oldBlog(join(moved.folder, "old-blog"));
      await moved.follow([...arrival, ...blocksOf(document, "For those who cloned")]);
      expect(failed(moved)).toEqual([]);

      const shown = moved.ran.find(({ command }) => command.includes(" diff "))?.output ?? "";
      for (const change of ["+  --measure: 38rem;", '<p class="reply">']) expect(shown).toContain(change);
      expect(readFileSync(join(moved.folder, "wrangler.toml"), "utf8")).toMatch(
        /^name = "harbour"\n[^]*\nid = "5d10a2/,
      );
      const [log, files, status] = ["log --format=%s", "ls-files", "status --short"].map((args) =>
        execFileSync("git", args.split(" "), { cwd: moved.folder, encoding: "utf8" }),
      );
      expect([log, status]).toEqual(["The engine as a package\nMy blog\nThe engine\n", ""]);
      expect(files?.split("\n").filter((file) => file.startsWith("src/"))).toEqual(["src/theme.ts", "src/worker.ts"]);

      const clone = Walk.in(join(moved.folder, "../old-blog"));
      expect(await keysIn(moved, "compared")).toEqual(await keysIn(clone, "compared"));

      await moved.run("npm start");
      const page = await pageOf(moved, "/posts/mine/");
      expect(page).toContain('<p class="reply">Thoughts? Write to me.</p>');
      expect(page).toContain(":root{--measure: 38rem}</style>");
    },
  );

  it.runIf(network)(
    "goes to a new version and back, with packages from npm's registry",
    { timeout: patient },
    async () => {
      const walk = Walk.fromNothing(join(folder, "upgraded"));
      await walk.follow(arrival);
      const engine = join(walk.folder, "../fore-edge");
      walk.byHand.set("git pull", () => {
        for (const [file, from, to] of [
          ["package.json", `"version": "${version}"`, '"version": "0.2.0"'],
          ["CHANGELOG.md", "## Unreleased\n", `## 0.2.0\n\n- News.\n\n## ${version}\n`],
        ] as const) {
          const text = readFileSync(join(engine, file), "utf8");
          writeFileSync(join(engine, file), text.replace(from, to));
        }
      });
      const [, packed] = blocksOf(document, "To another version");
      await walk.follow(packed ? [packed] : []);
      const installed = (): string => readFileSync(join(walk.folder, "node_modules/fore-edge/package.json"), "utf8");
      expect(walk.ran.at(-1)?.output).toContain("fore-edge 0.1.0 is now 0.2.0");
      expect(walk.ran.at(-1)?.output).toContain("## 0.2.0\n\n- News.\n\nThe next publication writes 0 keys");
      expect(installed()).toContain('"version": "0.2.0"');
      const back = await walk.run(`npm run upgrade -- ../fore-edge-${version}.tgz`);
      expect(back.output).toContain(`fore-edge 0.2.0 is now ${version}`);
      expect(back.output).not.toContain("##");
      expect(installed()).toContain(`"version": "${version}"`);
      const again = await walk.run(`npm run upgrade -- ../fore-edge-${version}.tgz`);
      expect(again.output).toContain(`fore-edge ${version} is what the blog has already`);
      expect(failed(walk)).toEqual([]);
    },
  );
});

describe("docs/engine.md", () => {
  const text = readFileSync(join(project, "docs/engine.md"), "utf8");
  const manifest = JSON.parse(readFileSync(join(project, "package.json"), "utf8")) as {
    readonly exports: Readonly<Record<string, unknown>>;
    readonly files: readonly string[];
  };

  it("names all that the package contains, and all that others can import from it", () => {
    const exported = Object.keys(manifest.exports).map((name) => `| \`fore-edge${name.slice(1)}\` |`);
    const contained = manifest.files.filter((name) => !name.startsWith("!"));
    const folders = contained.map((name) => `| \`${name}${name.includes(".") ? "" : "/"}\` |`);
    expect(exported.length + folders.length).toBeGreaterThan(6);
    expect([...exported, ...folders].filter((row) => !text.includes(row))).toEqual([]);
  });
});

describe("docs/troubleshooting.md", () => {
  const blocks = blocksOf("docs/troubleshooting.md");
  const said = blocks.filter(({ language }) => language === "text");

  it("shows the messages that its examples produce", async () => {
    const walk = Walk.begin(join(folder, "troubleshooting"));
    await walk.follow(blocks);
    const build = await walk.run("npm run build -- --out elsewhere");
    const output = walk.ran.map((ran) => ran.output).join("\n");
    expect(said.length).toBeGreaterThan(8);
    for (const { text } of said) for (const line of text.split("\n")) expect(output).toContain(line);
    expect(build.status).toBe(1);
    expect(walk.ran.map(({ command, status }) => [command, status])).toEqual([
      ["npm run build -- --content nowhere", 1],
      ["npm run build -- --out docs", 1],
      ["npm run build -- --contents ../notes", 2],
      ["npm run build -- --help", 0],
      ["npm run build --drafts", 2],
      ["rm -rf .cache", 0],
      ["npm run build -- --out elsewhere", 1],
    ]);
  });
});

describe("docs/writing.md", () => {
  const blocks = blocksOf("docs/writing.md");
  const pairs = blocks.flatMap((block, index) => {
    const next = blocks[index + 1];
    return block.language === "markdown" && next?.language === "html" ? [[block.text, next.text] as const] : [];
  });

  it.each(pairs)("shows what %j becomes", (source, html) => {
    const { pieces, problems } = renderMarkdown(source, { lang: "en", smartQuotes: false });
    expect(fill(pieces).trim()).toBe(html);
    expect(problems).toEqual([]);
  });

  it("has an example of each feature", () => {
    expect(pairs.length).toBeGreaterThan(10);
  });
});
