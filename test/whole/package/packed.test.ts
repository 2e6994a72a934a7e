import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { descendants } from "../../descendants.ts";
import { temporaryFolder } from "../../folder.ts";
import { filesIn } from "../../import/run.ts";
import { project } from "../../project-folder.ts";
import { StandIn } from "../../publish/cloudflare/stand-in.ts";
import { Edge } from "../../publish/edge.ts";
import { NewBlog } from "./new-blog.ts";
import { own, theme, worker } from "./own-files.ts";
import { broken, current, next, packAll, tarball } from "./packs.ts";

const isAskedFor = process.env["FORE_EDGE_NETWORK"] === "1";
if (!isAskedFor)
  console.log(
    "Not run: a blog from the packed packages needs npm's registry and minutes; FORE_EDGE_NETWORK=1 asks for it",
  );

const folder = temporaryFolder();

// One blog's life: each test goes on where the one before it ended.
describe.runIf(isAskedFor)("a blog from the packed packages", { timeout: 600_000 }, () => {
  let standIn: StandIn;
  let empty: NewBlog;
  let blog: NewBlog;

  beforeAll(async () => {
    standIn = await StandIn.start();
    const outside = { XDG_CONFIG_HOME: join(folder, "config"), WRANGLER_LOG_PATH: join(folder, "logs") };
    const environment = { ...standIn.environment, ...outside };
    empty = new NewBlog(join(folder, "empty"), environment);
    blog = new NewBlog(join(folder, "empty/my-blog"), environment);
    mkdirSync(empty.folder);
    mkdirSync(join(empty.folder, "my-blog"));
    packAll(folder);
  }, 300_000);
  afterAll(async () => {
    await standIn.close();
  });

  /** What the live worker answers with, from a workerd that has just started. */
  async function published(...paths: readonly string[]): Promise<string[]> {
    const edge = new Edge(standIn);
    try {
      const answers: string[] = [];
      for (const path of paths) {
        const { status, body } = await edge.get(path);
        answers.push(status === 200 ? body : `${status} at ${path}`);
      }
      return answers;
    } finally {
      await edge.close();
    }
  }

  async function ownOnes(): Promise<string[]> {
    const bodies = await published(...Object.values(own).map(([path]) => path));
    return Object.entries(own).flatMap(([what, [, shown]], index) =>
      (bodies[index] ?? "").includes(shown) ? [what] : [],
    );
  }

  it("is written by create-fore-edge, by whatever Node there is", async () => {
    const { stdout: version } = await empty.run("node", "--version");
    if (!version.startsWith("v20."))
      console.log(`Run with Node ${version.trim()}, since there is no Node 20 in the path`);
    const isolated = new NewBlog(empty.folder, { npm_config_cache: join(folder, "npm"), npm_config_offline: "true" });
    const from = `--package=../packs/create-fore-edge-${current}.tgz`;
    const { code, stdout } = await isolated.npm("exec", "--yes", from, "--", "create-fore-edge", "my-blog", "--yes");
    expect([code, stdout]).toEqual([0, expect.stringContaining("files into my-blog")]);
    expect(JSON.parse(blog.read("package.json"))).toMatchObject({
      dependencies: { "fore-edge": `file:../../packs/fore-edge-${current}.tgz` },
    });
  });

  it("is installed without a word of warning, in less than 489 MB, with Node 24", async () => {
    const { code, stdout, stderr } = await blog.npm("install");
    expect([code, stderr]).toEqual([0, ""]);
    expect(stdout.trim().split("\n").length).toBeLessThanOrEqual(3);
    const { stdout: size } = await blog.run("du", "-sm", "node_modules");
    console.log(`node_modules of a new blog: ${size.split("\t")[0]} MB`);
    expect(Number(size.split("\t")[0])).toBeLessThanOrEqual(489);
    const { stdout: version } = await blog.npm("exec", "--", "node", "--version");
    expect(version).toMatch(/^v24\./);
    await blog.git("init", "--quiet", "--initial-branch=main");
    await blog.git("add", ".");
    await blog.git("commit", "--quiet", "--message=A new blog");
    expect(await blog.git("ls-files")).toEqual(
      expect.arrayContaining([".gitignore", "package-lock.json", "src/worker.ts"]),
    );
  });

  it("is written alike by fore-edge init", async () => {
    const { code } = await blog.npm("exec", "--", "fore-edge", "init", "../other/my-blog");
    expect(code).toBe(0);
    const other = new NewBlog(join(folder, "empty/other/my-blog"));
    const files = filesIn(other.folder);
    expect(await blog.git("ls-files")).toEqual([...files, "package-lock.json"].sort());
    const same = files.filter((file) => file !== "package.json" && other.read(file) === blog.read(file));
    expect(same).toEqual(files.filter((file) => file !== "package.json"));
  });

  it("has types before its first build, and they find mistakes", async () => {
    const tsc = [join(project, "node_modules/typescript/bin/tsc"), "--noEmit"];
    expect(await blog.run(process.execPath, ...tsc)).toEqual({ code: 0, stdout: "", stderr: "" });
    const mistakes = [
      'import { createWorker } from "fore-edge";',
      'import { theme } from "fore-edge/theme";',
      'createWorker("no release");',
      "createWorker(new ArrayBuffer(1), { views: { foot: () => 1 } });",
      "theme.views.post.nothing;",
    ];
    blog.write("src/mistakes.ts", mistakes.join("\n"));
    const { code, stdout } = await blog.run(process.execPath, ...tsc);
    await blog.git("clean", "--quiet", "--force", "src");
    expect(code).not.toBe(0);
    expect([...stdout.matchAll(/^src\/mistakes\.ts\((\d+),/gm)].map(([, line]) => line)).toEqual(["3", "4", "5"]);
  });

  it.each([
    // npm ends by the signal that it got, whatever the command made of it.
    ["npm start", ["npm", "start", "--"], [null, "SIGINT"]],
    ["the executable alone", ["node_modules/.bin/fore-edge", "start"], [0, null]],
  ] as const)("is served until Ctrl-C by %s, and nothing stays behind", async (_, [program, ...args], ending) => {
    const { page, below, ended } = await blog.served("/posts/hello/", program, ...args);
    expect(page).toContain("The first page");
    expect(below.length).toBeGreaterThan(0);
    expect(ended).toEqual(ending);
    await expect.poll(() => descendants().filter((id) => below.includes(id)), { timeout: 20_000 }).toEqual([]);
  });

  it("is built, checked, exported and written further", async () => {
    expect(await blog.npm("run", "new", "--", "A second page")).toMatchObject({ code: 0 });
    blog.append("content/posts/a-second-page.md", "\nIts text.\n");
    expect(await blog.npm("run", "check")).toMatchObject({ code: 0, stderr: "" });
    expect(await blog.npm("run", "build")).toMatchObject({
      code: 0,
      stdout: expect.stringContaining("built dist in") as string,
    });
    expect(await blog.npm("run", "export", "--", "--out", "../site")).toMatchObject({ code: 0 });
    const kept = filesIn(join(blog.folder, "node_modules/.cache/fore-edge-code"));
    expect(kept.filter((name) => /^program-[\da-f-]+[\\/]export\.compiled$/.test(name))).toHaveLength(1);
    const page = readFileSync(join(empty.folder, "site/posts/hello/index.html"), "utf8");
    expect(page).toContain("The first page");
    expect((await blog.git("status", "--short", "--untracked-files=all")).map((line) => line.slice(3))).toEqual([
      "content/posts/a-second-page.md",
    ]);
  });

  it("goes live, and wrangler.toml names its namespace", async () => {
    const { code, stdout, stderr } = await blog.npm("run", "deploy");
    expect([code, stdout, stderr]).toEqual([0, expect.stringMatching(/Published: 2 posts added/), expect.any(String)]);
    const [page] = await published("/posts/hello/");
    expect(page).toContain("The first page");
    expect(blog.read("wrangler.toml")).toContain(standIn.kv.only.id);
    expect(standIn.unknown).toEqual([]);
  });

  it("shows text, colour, style, footer, view and route of its own", async () => {
    blog.append("content/posts/hello.md", `\n${own.text[1]}\n`);
    blog.append("content/site.yaml", 'accent: "#1d5686"\n');
    blog.write("content/style.css", ".mine { color: red }\n");
    blog.write("src/theme.ts", theme);
    blog.write("src/worker.ts", worker);
    expect(
      await blog.run(process.execPath, join(project, "node_modules/typescript/bin/tsc"), "--noEmit"),
    ).toMatchObject({
      code: 0,
      stdout: "",
    });
    expect(await blog.npm("run", "deploy")).toMatchObject({ code: 0 });
    expect(await ownOnes()).toEqual(Object.keys(own));
    await blog.git("add", ".");
    await blog.git("commit", "--quiet", "--message=All that is mine");
  });

  it("moves to a new version by two files, says what is new, and looks as it did", async () => {
    const { code, stdout } = await blog.npm("run", "upgrade", "--", `../${tarball(next)}`);
    expect([code, stdout]).toEqual([0, expect.stringContaining(`fore-edge ${current} is now ${next}`)]);
    expect(stdout).toContain(`## ${next}\n\n- A higher number.\n`);
    expect(stdout).not.toContain("- All.");
    expect(stdout).toMatch(/writes 0 keys of \d+ to KV/);
    expect(await blog.git("diff", "--name-only")).toEqual(["package-lock.json", "package.json"]);
    expect(await blog.git("status", "--short")).toHaveLength(2);
    blog.append("content/posts/hello.md", "\nA line by the new version.\n");
    expect(await blog.npm("run", "deploy")).toMatchObject({ code: 0 });
    expect(await ownOnes()).toEqual(Object.keys(own));
    await blog.git("add", ".");
    await blog.git("commit", "--quiet", "--message=A new version");
  });

  it("lists, serves, keeps and goes back to what the version before it has published", async () => {
    const foreEdge = async (...args: readonly string[]): Promise<string> => {
      const { code, stdout, stderr } = await blog.npm("exec", "--", "fore-edge", ...args);
      if (code !== 0) throw new Error(stderr);
      return stdout;
    };
    const hello = async (): Promise<string> => (await published("/posts/hello/"))[0] ?? "";
    blog.append("content/posts/hello.md", "\nA later line.\n");
    await foreEdge("deploy");
    const listed = JSON.parse(await foreEdge("releases", "--json")) as {
      readonly number: number;
      readonly changes?: {};
    }[];
    // The newest two are by the new version. Of a release that can't be read no changes are known.
    expect(listed.map(({ changes }) => changes !== undefined)).toEqual([true, true, true, true]);
    const [latest, , old] = listed.map(({ number }) => String(number));
    // Days later, when Cloudflare lists the newest versions alone.
    standIn.kv.only.age(2);
    for (const script of standIn.workers.scripts.values()) script.mostListed = 3;
    const said = await foreEdge("gc", "--keep", "3", "--lag", "0", "--yes");
    expect(said).toMatch(new RegExp(`^3 versions kept, back to number ${old};[^]*deleted [1-9]`));
    await foreEdge("rollback", "--to", old ?? "");
    expect(await ownOnes()).toEqual(Object.keys(own));
    expect(await hello()).not.toContain("A later line.");
    await foreEdge("rollback", "--to", latest ?? "");
    expect(await hello()).toContain("A later line.");
    expect([standIn.violations, standIn.unknown]).toEqual([[], []]);
    await blog.git("commit", "--quiet", "--all", "--message=A later line");
  });

  it("stays as it is where a version does not build it", async () => {
    const { code, stderr } = await blog.npm("run", "upgrade", "--", `../${tarball(broken)}`);
    expect(code).toBe(1);
    expect(stderr).toMatch(
      /does not build with fore-edge \S+, so package.json is as it was\n[\s\S]*a version that cannot build/,
    );
    expect(await blog.git("status", "--short")).toEqual([]);
    expect(JSON.parse(blog.read("node_modules/fore-edge/package.json"))).toMatchObject({ version: next });
    expect(await blog.npm("run", "build")).toMatchObject({ code: 0 });
  });

  it("stays as it is where there is no such version", async () => {
    const { code, stderr } = await blog.npm("run", "upgrade", "--", "../nowhere.tgz");
    expect([code, stderr]).toEqual([1, expect.stringContaining("npm could not install fore-edge ../nowhere.tgz")]);
    expect(await blog.git("status", "--short")).toEqual([]);
    expect(await blog.npm("run", "build")).toMatchObject({ code: 0 });
  });
});
