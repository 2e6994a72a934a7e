import { beforeEach, describe, expect, it, vi } from "vitest";
import { createApp } from "../../src/app.ts";
import type { Models } from "../../src/content/models.ts";
import { renderApology } from "../../src/views/render.ts";
import { completed, html, type OwnTheme, theme, type Views } from "../../src/views/default-theme.ts";
import { compile } from "../compiled-site.ts";
import * as fixtures from "../fixtures/views/models.ts";
import { post, temporaryFolder } from "../folder.ts";
import { storeOf } from "../store.ts";
import { frame, models, render } from "./pages.ts";

const around = (own: OwnTheme) => ({ ...frame, theme: completed(own) });

/** A theme in which one view is marked. */
function marked(name: keyof Views): OwnTheme {
  const mark = html`<i>${name}</i>`;
  const view = (...given: unknown[]): unknown => {
    const made = (theme.views[name] as (...given: unknown[]) => { main?: never })(...given);
    return made.main === undefined ? html`${made as never}${mark}` : { ...made, main: html`${made.main}${mark}` };
  };
  return { views: { [name]: view } };
}

describe("a theme", () => {
  const pageWith: Readonly<Partial<Record<keyof Views, keyof Models>>> = {
    post: "post",
    page: "page",
    list: "list",
    tags: "tags",
    archive: "archive",
    feeds: "feeds",
    document: "page",
    head: "tags",
    masthead: "archive",
    footer: "list",
    byline: "post",
    ending: "post",
    onward: "post",
    entry: "list",
  };

  it.each(Object.entries(pageWith))("can replace %s alone", (name, kind) => {
    const [, model] = Object.values(models).find(([its]) => its === kind) ?? [];
    const [ours, own] = [frame, around(marked(name as keyof Views))].map((each) => render(kind, model as never, each));
    expect(own).toContain(`<i>${name}</i>`);
    expect(own?.replaceAll(`<i>${name}</i>`, "")).toBe(ours);
  });

  it.each(["notFound", "gone", "failure"] as const)("draws the page for %s, too", (reason) => {
    expect(renderApology(reason, around(marked("apology")))).toContain("<i>apology</i>");
    expect(renderApology(reason, around(marked("footer")))).toContain("<i>footer</i>");
  });

  it("adds to a post in a few lines", () => {
    const own: OwnTheme = {
      views: {
        post: (model, given) => {
          const leaf = theme.views.post(model, given);
          return { ...leaf, main: html`${leaf.main}<p>Thanks for reading “${model.title}”.</p>` };
        },
        head: (leaf, given) =>
          html`${theme.views.head(leaf, given)}\n<link rel="me" href="https://social.example/@me">`,
      },
    };
    const page = render("post", { ...fixtures.post, title: "<Ink>" }, around(own));
    expect(page).toContain("<p>Thanks for reading “&lt;Ink&gt;”.</p>\n</main>");
    expect(page).toContain('<link rel="me" href="https://social.example/@me">\n</head>');
  });
});

describe("a theme that throws", () => {
  beforeEach(() => {
    vi.spyOn(console, "error").mockReturnValue();
  });
  const throws = (): never => {
    throw new Error("no footer today");
  };
  const now = (): number => Date.UTC(2025, 0, 1) / 1000;
  const answerWith = async (own: OwnTheme, path: string): Promise<Response> => {
    const { release, text } = await compile(temporaryFolder(), { "posts/a.md": post("A", "2024-01-01") });
    const target = release.route("/posts/a/", now()).target;
    const blobs = new Map(target && "key" in target ? [[target.key, text("/posts/a/") ?? ""]] : []);
    return createApp(release, storeOf(blobs), now, undefined, completed(own)).request(`http://blog.example${path}`);
  };

  it("is answered with 503 and the engine's own look, where its frame can't be drawn", async () => {
    const answer = await answerWith({ views: { footer: throws } }, "/posts/a/");
    expect([answer.status, answer.headers.get("cache-control"), await answer.text()]).toEqual([
      503,
      "no-store",
      expect.stringContaining('<footer class="colophon">'),
    ]);
  });

  it("is answered with 503 whatever it throws, which the log names", async () => {
    for (const thrown of ["no footer today", undefined, 7]) {
      const footer = (): never => {
        throw thrown;
      };
      const answers = [
        await answerWith({ views: { footer } }, "/posts/a/"),
        await answerWith({ views: { footer } }, "/no/"),
      ];
      expect(answers.map(({ status }) => status)).toEqual([503, 503]);
      const message = `a view threw ${String(thrown)}, not an Error, so its place is unknown; throw an Error instead`;
      const lines = vi
        .mocked(console.error)
        .mock.calls.slice(-2)
        .map(([line]) => JSON.parse(String(line)) as unknown);
      expect(lines).toEqual(
        ["/posts/a/", "/no/"].map((path) => ({ what: `Error: ${message}`, path, stack: expect.any(String) })),
      );
    }
  });

  it("fails only on the pages that its view draws", async () => {
    const own = { views: { apology: throws } };
    expect((await answerWith(own, "/posts/a/")).status).toBe(200);
    expect((await answerWith(own, "/nothing/like/it/at/all/")).status).toBe(503);
  });

  it("draws the page for a blob that KV lacks", async () => {
    const answer = await answerWith(marked("footer"), "/archive/");
    expect([answer.status, await answer.text()]).toEqual([503, expect.stringContaining("<i>footer</i>")]);
  });
});
