import { describe, expect, it } from "vitest";
import { readGhost } from "../../../scripts/import/ghost/ghost.ts";
import { bodyOf, move } from "../old-site.ts";

const ghost = (html: string) =>
  move(readGhost, {
    "ghost.json": JSON.stringify({
      db: [
        {
          data: {
            posts: [
              { id: "1", title: "A", slug: "a", status: "published", published_at: "2024-01-02T03:04:05.000Z", html },
            ],
            tags: [{ id: "t", name: "Otters & more" }],
            posts_tags: [{ post_id: "1", tag_id: "t" }],
            settings: [
              { key: "title", value: "Weir" },
              { key: "navigation", value: '[{"label":"The A","url":"__GHOST_URL__/a/"}]' },
            ],
          },
        },
      ],
    }),
  });
const textOf = (html: string): string => bodyOf(ghost(html).texts["posts/a.md"]);

describe("a card that Ghost rendered", () => {
  it("of a bookmark is a quotation with its link and words", () => {
    const card =
      '<figure class="kg-card kg-bookmark-card"><a class="kg-bookmark-container" href="https://a.example/x"><div class="kg-bookmark-content"><div class="kg-bookmark-title">Otters</div><div class="kg-bookmark-description">All of them</div><div class="kg-bookmark-metadata"><img class="kg-bookmark-icon" src="https://a.example/i.png" alt=""><span class="kg-bookmark-author">Ada</span><span class="kg-bookmark-publisher">Weir</span></div></div></a><figcaption>Seen</figcaption></figure>';
    expect(textOf(card)).toBe("> [Otters](https://a.example/x)\n> \n> All of them\n> \n> Ada · Weir\n> \n> Seen");
  });

  it("of a toggle opens and closes without a script", () => {
    const card =
      '<div class="kg-card kg-toggle-card" data-kg-toggle-state="close"><div class="kg-toggle-heading"><h4 class="kg-toggle-heading-text"><span style="white-space: pre-wrap;">Why?</span></h4><button class="kg-toggle-card-icon"><svg></svg></button></div><div class="kg-toggle-content"><p>Because.</p></div></div>';
    expect(textOf(card)).toBe("<details><summary>Why?</summary><p>Because.</p></details>");
  });

  it("of a film or a sound has the browser's own controls", () => {
    expect(
      textOf(
        '<figure class="kg-card kg-video-card"><div class="kg-video-container"><video src="__GHOST_URL__/content/media/a.mp4" poster="https://img.spacergif.org/x"></video><div class="kg-video-overlay"><button>0:00</button></div></div></figure>',
      ),
    ).toBe('<p><video src="/content/media/a.mp4" controls></video></p>');
    expect(
      textOf(
        '<div class="kg-card kg-audio-card"><div class="kg-audio-player-container"><audio src="/content/media/a.mp3"></audio><div class="kg-audio-title">Song</div><div class="kg-audio-player"><button>0:00</button></div></div></div>',
      ),
    ).toBe('Song\n\n<p><audio src="/content/media/a.mp3" controls></audio></p>');
  });

  it("of a file is a link with the file's name and size", () => {
    expect(
      textOf(
        '<div class="kg-card kg-file-card"><a class="kg-file-card-container" href="/content/files/a.pdf"><div class="kg-file-card-contents"><div class="kg-file-card-title">Paper</div><div class="kg-file-card-metadata"><div class="kg-file-card-filename">a.pdf</div><div class="kg-file-card-filesize">2 KB</div></div></div></a></div>',
      ),
    ).toBe("[Paper](/content/files/a.pdf) (a.pdf, 2 KB)");
  });
});

describe("a Ghost site", () => {
  it("keeps its navigation and the addresses of its lists", () => {
    expect(ghost("<p>x</p>").site).toMatchObject({
      nav: [{ title: "The A", path: "/posts/a/" }],
      redirects: {
        "/tag/otters-more/": "/tags/otters-&-more/",
        "/tag/otters-more/rss/": "/tags/otters-&-more/rss.xml",
      },
    });
  });
});
