import { once } from "node:events";
import { existsSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { WebSocket } from "ws";
import type { State } from "../../scripts/dev/live-page.ts";
import { copyProject } from "../copy-project.ts";
import { post, temporaryFolder, write } from "../folder.ts";
import { noise } from "../images/pictures/noise.ts";
import { start, type Started } from "./start.ts";

const folder = copyProject(join(temporaryFolder(), "project"));
const kept = join(folder, ".cache/pictures");

describe("npm start, of pictures that nothing has drawn yet", () => {
  let root: string;
  let server: Started;

  beforeAll(async () => {
    const whole = await noise(800, 600).jpeg().toBuffer();
    root = write(join(folder, "blog"), {
      "posts/a/index.md": post("A", "2024-01-01", {}, "![A](a.jpg)"),
      "posts/a/a.jpg": await noise(1500, 1000).jpeg().toBuffer(),
      "posts/b/index.md": post("B", "2024-01-02", {}, "Text.\n\n![B](b.png) ![Cut](cut.jpg)"),
      "posts/b/b.png": await noise(700, 500).png().toBuffer(),
      "posts/b/cut.jpg": whole.subarray(0, 20_000),
    });
    server = await start(folder, "--content", root);
  });
  afterAll(() => server.end());

  /** The paths of all files of the pictures of a page. */
  async function pathsOn(page: string): Promise<string[]> {
    const html = await (await fetch(server.url + page)).text();
    return [...new Set(html.match(/(?<=[" ])\/pictures\/[^\s",]+/g))];
  }

  async function widthsOf(paths: readonly string[]): Promise<(number | string)[]> {
    const answers = paths.map(async (path) => {
      const answer = await fetch(server.url + path);
      if (!answer.ok) return `${answer.status} ${path}`;
      return (await sharp(Buffer.from(await answer.arrayBuffer())).metadata()).width;
    });
    return Promise.all(answers);
  }

  it("draws one when a browser asks for its files, which wait for it, and no other", async () => {
    const paths = await pathsOn("/posts/a/");
    expect(existsSync(kept) ? readdirSync(kept) : []).toEqual([]);
    expect(await widthsOf(paths)).toEqual([480, 960, 1440, 1200]);
    expect(readdirSync(kept)).toHaveLength(1 + 4);
    expect(await widthsOf(paths)).toEqual([480, 960, 1440, 1200]);
  });

  it("shows the new picture after a change", async () => {
    const before = await pathsOn("/posts/a/");
    writeFileSync(join(root, "posts/a/a.jpg"), await noise(600, 400).jpeg().toBuffer());
    await server.said(/Compiled posts\/a\/a\.jpg|Compiled .*a\.jpg/);
    const after = await pathsOn("/posts/a/");
    expect(after).not.toEqual(before);
    expect(await widthsOf(after)).toEqual([480, 600, 600]);
  });

  it("reports one that turns out to be damaged, in the terminal and over the page that shows it", async () => {
    const socket = new WebSocket(`${server.url.replace("http", "ws")}/__live/socket`, { origin: server.url });
    await once(socket, "message");
    const told = once(socket, "message");
    const [first, ...others] = await widthsOf(await pathsOn("/posts/b/"));
    expect([first, ...others].filter((each) => typeof each === "string").map((each) => each.slice(0, 3))).toEqual([
      "404",
      "404",
      "404",
    ]);
    const [text] = (await told) as [Buffer];
    const { pages, report } = JSON.parse(text.toString()) as State;
    expect(report).toBe("");
    const place = /posts\/b\/index\.md:8:13 error picture "cut\.jpg" can't be read \(.+\), save it again as JPEG/;
    expect(pages["/posts/b/"]).toMatch(place);
    expect(server.output().match(new RegExp(place, "g"))).toHaveLength(1);
    socket.terminate();
  });
});
