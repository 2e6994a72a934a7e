import { describe, expect, it } from "vitest";
import { readPage, wordsOf } from "../../scripts/compare/seen.ts";

const page = (body: string, head = ""): string =>
  `<!doctype html><html lang="en-GB"><head>${head}</head><body>${body}</body></html>`;

describe("what a browser shows of a page", () => {
  it.each([
    ["what an iframe swallows", "<article>A <iframe src='/x' /> B <p>C</article>"],
    ["what a film swallows", "<article>A <video src='/x'> B</article>"],
    ["scripts, styles and templates", "<article>A<script>b</script><style>c</style><template>d</template></article>"],
    ["what is hidden", "<article>A<p hidden>B</p></article>"],
    ["numbers of lines", "<article>A<table class='lntable'><tr><td><pre class='lnt'>1\n2</pre></table></article>"],
    ["what is around the article", "<nav>B</nav><article>A</article><footer>C</footer>"],
  ])("has no words of %s", (_, body) => {
    expect(readPage(page(body)).words).toEqual(["a"]);
  });

  it("has the words of an article once, apart where blocks are", () => {
    expect(readPage(page("<article><h1>One</h1><p>two<br>three</p><ul><li>4<li>5</ul></article>")).words).toEqual([
      "one",
      "two",
      "three",
      "4",
      "5",
    ]);
  });

  it("has its article in the most certain place", () => {
    const body = "<main>A<article>B<div class='e-content'>C</div></article></main>";
    expect(readPage(page(body)).words).toEqual(["c"]);
    expect(readPage(page(body), "main").words).toEqual(["a", "b", "c"]);
    expect(readPage(page("<div id='it'>A</div>B"), "#it").words).toEqual(["a"]);
    expect(readPage(page("<div class='x it'>A</div>B"), ".it").words).toEqual(["a"]);
  });

  it("has structure, but for tables that only place code", () => {
    const body =
      "<article><h2>A</h2><table><tr><td>1</table><div class='highlight'><table><tr><td><pre class='gutter'>1</pre><td><pre>x</pre></table></div>" +
      "<ul><li>B</ul><img src='/a.png'><blockquote>C</blockquote><dl><dt>D</dl></article>";
    const { counts, headings } = readPage(page(body));
    expect(counts).toEqual({ code: 1, tables: 1, lists: 1, pictures: 1, quotes: 1, definitions: 1 });
    expect(headings).toEqual(["a"]);
  });

  it("has boxes and block quotes as one kind, since one becomes the other", () => {
    const { counts } = readPage(
      page('<article><blockquote>A</blockquote><div class="alert alert-tip">B</div></article>'),
    );
    expect(counts.quotes).toBe(2);
  });

  it("has anchors, a language, and a date from where it stands first", () => {
    const seen = readPage(
      page(
        '<article><h2 id="a">A</h2><a name="b"></a><time datetime="2001-01-01">then</time></article>',
        '<meta property="article:published_time" content="2024-03-05">',
      ),
    );
    expect([...seen.anchors]).toEqual(["a", "b"]);
    expect([seen.language, seen.date, seen.leadsAway]).toEqual(["en-gb", "2024-03-05", false]);
    expect(readPage(page("<time datetime='2001-01-01'>then</time>")).date).toBe("2001-01-01");
    expect(
      readPage(page("A", '<script type="application/ld+json">{"datePublished": "2002-02-02"}</script>')).date,
    ).toBe("2002-02-02");
  });

  it("may only lead elsewhere", () => {
    expect(readPage(page("", '<meta http-equiv="refresh" content="0; url=/x">')).leadsAway).toBe(true);
  });
});

describe("words", () => {
  it("are small, without marks, and one for each character where there are no spaces", () => {
    expect(wordsOf("“It’s” C++ — Łódź 2.0, 川の名前")).toEqual([
      "it",
      "s",
      "c",
      "łódź",
      "2",
      "0",
      "川",
      "の",
      "名",
      "前",
    ]);
  });
});
