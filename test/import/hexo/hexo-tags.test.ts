import { describe, expect, it } from "vitest";
import { convertHexo, convertOctopress, hexoLeftovers } from "../../../scripts/import/hexo/hexo-tags.ts";

const converted = (body: string): string =>
  convertHexo(body, {
    post: (name) => (name === "otter" ? { url: "/posts/otter/", title: "The [otter]" } : undefined),
    asset: (name) => (name === "a.png" ? name : undefined),
    code: (path) => (path === "a.js" ? "1;\n" : undefined),
  });

describe("Hexo's tags", () => {
  it.each([
    ["{% asset_img a.png %}", "![](a.png)"],
    ['{% asset_img left a.png 100 200 "Title" "Alt" %}', '![Alt](a.png "Title")'],
    ["{% img /b.png 100 \"The title 'The alt'\" %}", '![The alt](/b.png "The title")'],
    ["{% asset_path a.png %}", "a.png"],
    ['{% asset_link a.png "the file" %}', "[the file](a.png)"],
    ["{% post_path otter %}", "/posts/otter/"],
    ["{% post_link otter %}", String.raw`[The \[otter\]](/posts/otter/)`],
    ["{% post_link otter 'here' false %}", "[here](/posts/otter/)"],
    ["{% link the mill https://mill.example external %}", "[the mill](https://mill.example)"],
    ["{% iframe https://mill.example 100% 200 %}", "[https://mill.example](https://mill.example)"],
    ["{% gist abc %}", "[Code on GitHub: gist abc](https://gist.github.com/abc)"],
    ["{% include_code Steps a.js %}", '```js title="Steps"\n1;\n```'],
    ["{% codeblock lang:js %}\n{% if %}\n{% endcodeblock %}", "```js\n{% if %}\n```"],
    ["{% codeblock A title lang:js https://a.example link %}\n1\n{% endcodeblock %}", '```js title="A title"\n1\n```'],
    ["{% quote %}\nA\n\nB\n{% endquote %}", "> A\n>\n> B"],
    ["{% blockquote Ada %}\nA\n{% endblockquote %}", "> A\n>\n> — Ada"],
    ["{% note danger no-icon %}A{% endnote %}", "> [!CAUTION]\n> A"],
    ["{% raw %}{% not a tag %}{% endraw %}", "{% not a tag %}"],
    ["A\n\n<!-- more -->\n\nB", 'A\n\n<div id="more"></div>\n\nB'],
  ])("become Markdown: %j", (body, expected) => {
    expect(converted(body).trim()).toBe(expected);
  });

  it("that nobody knows stay, and are reported", () => {
    const body = converted("A\n\n{% meting 1 %} {% post_link gone %} `{% code %}`\n");
    expect(body).toBe("A\n\n{% meting 1 %} {% post_link gone %} `{% code %}`\n");
    expect(hexoLeftovers(body).map(({ line, of }) => [line, of])).toEqual([
      [3, ["meting"]],
      [3, ["post_link"]],
    ]);
  });
});

describe("the tags of Octopress", () => {
  it.each([
    ["{% img center /a.gif %}", "![](/a.gif)"],
    ['{% img left /a.png 100 200 "Title" "Alt" %}', '![Alt](/a.png "Title")'],
    ["{% codeblock lang:ruby %}\nx < y\n{% endcodeblock %}", "```ruby\nx < y\n```"],
    ["{% blockquote Ada %}\nA\n{% endblockquote %}", "> A\n>\n> — Ada"],
    ['{% pullquote %}\nWe said {" it floods "} often.\n{% endpullquote %}', "We said it floods often."],
    [
      "{% video /a.mp4 360 270 /a.png %}",
      '<video controls width="360" height="270" poster="/a.png" src="/a.mp4"></video>',
    ],
    ["{% video /a.mp4 /a.webm %}", '<video controls><source src="/a.mp4"><source src="/a.webm"></video>'],
    ["{% youtube abc %}", "[Watch on YouTube](https://www.youtube.com/watch?v=abc)"],
    ["{% note %}A{% endnote %} {% gist 1 %}", "{% note %}A{% endnote %} {% gist 1 %}"],
    ["`{% img /a.gif %}`", "`{% img /a.gif %}`"],
  ])("become what is here: %j", (body, expected) => {
    expect(convertOctopress(body)).toBe(expected);
  });
});
