import { describe, expect, it } from "vitest";
import { compileText } from "../whole-html/compile-text.ts";

const shown = "so readers see it as it is written; write Markdown or HTML in its place";
const idle = `which nothing here carries out, ${shown}`;

describe("what is left of another system", () => {
  it.each([
    [
      'a\n\n{{< figure src="https://a.example/b.png" >}}',
      `3:1 "{{< figure src="https://a.example/b.png" >}}" is a shortcode, ${idle}`,
    ],
    ["> - {{% note %}}", `1:5 "{{% note %}}" is a shortcode, ${idle}`],
    ['{{ youtube(id="x") }}', `1:1 "{{ youtube(id="x") }}" is a shortcode, ${idle}`],
    ["a {% include b.html\nc='d' %}", `1:3 "{% include b.html c='d' %}" is a tag of Liquid or Hexo, ${idle}`],
    ["{{ site.title }}", `1:1 "{{ site.title }}" is a tag of Liquid or Hexo, ${idle}`],
    ["<p>{{ '/a' | relative_url }}</p>", `1:4 "{{ '/a' | relative_url }}" is a tag of Liquid or Hexo, ${idle}`],
    ["a\n{: .note}", '2:1 "{: .note}" sets attributes in kramdown, but is shown as text here; remove it'],
    ['[caption id="a"]b[/caption]', `1:1 "[caption id="a"]" is a WordPress shortcode, ${idle}`],
    ["[gallery]", `1:1 "[gallery]" is a WordPress shortcode, ${idle}`],
    ["a [[Page]]", '1:3 "[[Page]]" is a wiki link, which is shown as text here; write [Page](Page.md)'],
    [
      "[[A page#Its part|b]]",
      '1:1 "[[A page#Its part|b]]" is a wiki link, which is shown as text here; write [b](<A page.md#its-part>)',
    ],
    ["![[a.png]]", '1:1 "![[a.png]]" is a wiki link, which is shown as text here; write ![a.png](a.png)'],
    ["[[toc]]", '1:1 "[[toc]]" is shown as text; remove it, long texts have contents of their own'],
    ["a %%b%%", '1:3 "%%b%%" begins a comment in Obsidian, but readers see it here; write <!-- and --> around it'],
    ["%%\n\na", '1:1 "%%" begins a comment in Obsidian, but readers see it here; write <!-- and --> around it'],
    ["a ==b c==", '1:3 "==b c==" is shown with its signs; write <mark>b c</mark>'],
    [
      "::: tip\na\n:::",
      '1:1 "::: tip" begins a container in other systems, but is shown as text here; write > [!NOTE] before its text, or HTML',
    ],
    [
      "> [!info]\n> a",
      '1:3 "[!info]" is not an alert here, so readers see it as it is written; write [!NOTE], [!TIP], [!IMPORTANT], [!WARNING] or [!CAUTION]',
    ],
    [
      "> [!note]- A title\n> a",
      '1:3 "[!note]- A title" is not an alert here, so readers see it as it is written; write [!NOTE] alone, and its title below it',
    ],
    [
      '![a](b c.png "d")',
      '1:1 "![a](b c.png "d")" is not a link in Markdown, since its address has spaces, and is shown as text; write ![a](<b c.png> "d")',
    ],
    [
      "[a](b c.md)",
      '1:1 "[a](b c.md)" is not a link in Markdown, since its address has spaces, and is shown as text; write [a](<b c.md>)',
    ],
    ["a\n\n##Two", '3:1 "##Two" is not a heading without a space after its signs; write ## Two'],
    [
      "[a b] (https://c.example/d)",
      '1:1 "[a b] (https://c.example/d)" is not a link; write [a b](https://c.example/d)',
    ],
    ["a [b] (../c/)", '1:3 "[b] (../c/)" is not a link; write [b](../c/)'],
    ["(a b)[https://c.example]", '1:1 "(a b)[https://c.example]" is not a link; write [a b](https://c.example)'],
    [
      "a\n\n<<<<<<< HEAD\nb\n=======\nc\n>>>>>>> d",
      '3:1 "<<<<<<< HEAD" is where git could not merge two versions, and readers see both; keep one and remove the lines of <, = and >',
    ],
    ["| a |\n| - |\n| {{< b >}} |", `3:3 "{{< b >}}" is a shortcode, ${idle}`],
  ])("is reported with its place and a cure: %j", (body, warning) => {
    expect(compileText(body).warnings).toEqual([warning]);
  });

  it.each([
    "`{{< a >}}` ``[[b]]`` `%%c%%` `==d==` `![e](f g.png)`",
    "```\n{{< a >}}\n[[b]]\n::: tip\n```\n\n    {% c %}",
    "> ```\n> {% a %}\n> ```\n\n- a\n\n  ```\n  [[b]]\n  ```",
    "<pre>{{ site.a }}</pre> <!-- {% b %} -->",
    "<pre>\n{{ site.a }}\n</pre>",
    "$\\frac{{a}}{b}$ and $[[a]]$",
    "\\[[a]] \\{\\{ site.b }}",
    "{{ msg }} ${{ secrets.A }} {{ count | number }} {a: 1} {:ok, b} %{a}",
    "a == b == c, a==b==c, !==, ====",
    "100%% 50%% and %%i in c",
    "x[[1]] [[1, 2], [3]] [[ -f a ]] [[a]](b) [[c]] [[Bug #12]]\n\n[c]: d",
    "[[menus.main]]\nname = 'a'",
    '[a=b] [video] [see also](b) [a](b "c d.png") [a](<b c.png>) [x](and so on)',
    "a ::: b and ::",
    "#tag ####### a\n\n`##Two` \\##Two",
    "[a] (see b) [1] (c) f(x)[0] (a)[b] (a)[1]",
    "[see][there] a[i][j] [0][1] [x][y] [a b][c](d)\n\n[there]: /a/",
    "a <<<<<<< b\n<<<<<<<< c\n\n```\n<<<<<<< HEAD\n```",
    "> [!NOTE]\n> a\n\n> [!tip]  \n> b\n\n> > [!CAUTION]\n> > c",
    "a [!info] b `[!info]` and \\[!info]\n\n[!info](b) [![c](d.png)](e)",
  ])("is not seen in %j", (body) => {
    expect(compileText(body).warnings).toEqual([]);
  });

  it("is reported three times at most, by kind", () => {
    const { warnings } = compileText("{{< a >}}\n\n[[b]]\n\n".repeat(50));
    expect(warnings.map((warning) => warning.replace(/ .*?(?=$| \(and)/, ""))).toEqual([
      "1:1",
      "3:1",
      "5:1",
      "7:1",
      "9:1 (and 47 more places like it in this text)",
      "11:1 (and 47 more places like it in this text)",
    ]);
  });

  it.each([
    "{{<",
    "{%",
    "[[a",
    "##a\n",
    "[a] (",
    "(a)[",
    "[ab][",
    "[ab][b]",
    "| a |\n",
    "|",
    "> [!a",
    "> > [!a]\n",
    "==a",
    "%%a ",
    "[a](b ",
    '[a b="',
    "{{ site.a",
  ])("is looked for quickly: %j", (text) => {
    const start = process.cpuUsage();
    compileText(text.repeat(5000));
    expect(process.cpuUsage(start).user).toBeLessThan(8_000_000);
  });
});
