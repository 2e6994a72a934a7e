import { join } from "node:path";
import { expect, it } from "vitest";
import { filesIn, runScript } from "../import/run.ts";
import { post, temporaryFolder, write } from "../folder.ts";
import { noise } from "../images/pictures/noise.ts";

const folder = temporaryFolder();

it("draws pictures, says how far it is, and counts the files that are served", async () => {
  const root = write(join(folder, "sound"), {
    "posts/a/index.md": post("A", "2024-01-01", {}, "![A](a.jpg) ![B](b.png)"),
    "posts/a/a.jpg": await noise(1000, 700).jpeg().toBuffer(),
    "posts/a/b.png": await noise(300, 200).png().toBuffer(),
  });
  const places = ["--content", root, "--cache", join(folder, "cache")];
  const first = runScript("build", ...places, "--out", join(folder, "first"));
  expect(first.stderr).toMatch(/^drawing pictures 0 of 2\n/);
  const served = filesIn(join(folder, "first/assets")).filter((name) => !["_headers", "_redirects"].includes(name));
  expect(served.filter((name) => name.startsWith("pictures/"))).toHaveLength(3 + 2);
  expect(first.stdout).toContain("2 pictures (2 processed)");
  expect(first.stdout).toContain(`\n${served.length} static files of at most 20,000 on Cloudflare's free plan\n`);

  const again = runScript("build", ...places, "--out", join(folder, "second"));
  expect(again.stderr).toBe("");
  expect(again.stdout).toContain("2 pictures (0 processed)");
  expect(filesIn(join(folder, "second"))).toEqual(filesIn(join(folder, "first")));
});

it("reports what turns out to be wrong with a picture wherever it is shown, beside everything else", async () => {
  const whole = await noise(800, 600).jpeg().toBuffer();
  const root = write(join(folder, "broken"), {
    "posts/a/index.md": post(
      "A",
      "2024-01-01",
      { image: "/cut.jpg" },
      "Here:\n\n![Cut](/cut.jpg)\n\n![None](none.jpg)",
    ),
    "posts/b.md": post("B", "2024-01-02", {}, "Look: ![Cut](/cut.jpg) and ![Text](/text.jpg)"),
    "static/cut.jpg": whole.subarray(0, 20_000),
    "static/text.jpg": "not a picture",
  });
  const { status, stderr } = runScript("build", "--content", root, "--out", join(folder, "none"));
  const lines = stderr
    .split("\n")
    .flatMap((line) => /^.*\/(posts\/\S+ error (?:picture )?"[^"]+" \S+ \S+)/.exec(line)?.[1] ?? []);
  expect([status, lines]).toEqual([
    1,
    [
      'posts/a/index.md:4:8 error "cut.jpg" can\'t be',
      'posts/a/index.md:9:1 error picture "cut.jpg" can\'t be',
      'posts/a/index.md:11:1 error picture "none.jpg" is not',
      'posts/b.md:6:7 error picture "cut.jpg" can\'t be',
      'posts/b.md:6:28 error picture "text.jpg" can\'t be',
    ],
  ]);
});

it("keeps what was drawn when a build fails", async () => {
  const root = write(join(folder, "kept"), {
    "posts/a/index.md": post("A", "2024-01-01", {}, [1, 2, 3].map((name) => `![A](${name}.png)`).join(" ")),
    ...Object.fromEntries(
      await Promise.all(
        [1, 2, 3].map(async (name) => [
          `posts/a/${name}.png`,
          await noise(40 + name, 30)
            .png()
            .toBuffer(),
        ]),
      ),
    ),
    "posts/b/index.md": post("B", "2024-01-01", {}, "![B](b.png)"),
    "posts/b/b.png": await noise(90, 30).png().toBuffer(),
  });
  const places = ["--content", root, "--cache", join(folder, "kept-cache"), "--out", join(folder, "kept-out")];
  expect(runScript("build", ...places).status).toBe(0);
  write(root, { "posts/a/index.md": post("A", "2024-13-01") });
  expect(runScript("build", ...places).status).toBe(1);
  write(root, { "posts/a/index.md": post("A", "2024-01-01", {}, "![A](1.png) ![A](2.png) ![A](3.png)") });
  expect(runScript("build", ...places).stdout).toContain("4 pictures (0 processed)");
});
