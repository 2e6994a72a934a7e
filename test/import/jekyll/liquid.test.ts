import { describe, expect, it } from "vitest";
import { readJekyll } from "../../../scripts/import/jekyll/jekyll.ts";
import { bodyOf, move, page } from "../old-site.ts";

const named = (body: string, more: Readonly<Record<string, string>> = {}) =>
  move(readJekyll, { "_config.yml": "title: Weir\n", "_posts/2020-01-02-a.md": page({ title: "A" }, body), ...more });
const textOf = (body: string, more?: Readonly<Record<string, string>>): string =>
  bodyOf(named(body, more).texts["posts/2020-01-02-a.md"]);

describe("Liquid", () => {
  const tools = { "_data/tools.yml": "- name: saw\n  since: 1900\n- name: axe\n" };

  it("is carried out: loops, conditions, captures and filters", () => {
    const text = [
      "{% for tool in site.data.tools %}",
      "- {{ tool.name | capitalize }}{% if tool.since %} ({{ tool.since }}){% endif %}",
      "{%- endfor %}",
      "",
      "{% capture all %}{{ site.data.tools | map: 'name' | array_to_sentence_string }}{% endcapture %}All: {{ all }}.",
      "{% unless page.quiet %}Loud.{% endunless %}",
    ].join("\n");
    expect(textOf(text, tools)).toBe("- Saw (1900)\n- Axe\n\nAll: saw and axe.\nLoud.");
  });

  it("has the site's includes, with what they are given", () => {
    const badge = { "_includes/docs/badge.html": "<b>{{ include.version }}</b>{{ include.none }}" };
    expect(textOf('Here {% include docs/badge.html version="4" %}.\n', badge)).toBe("Here <b>4</b>.");
  });

  it("makes of an include's HTML nothing that Markdown takes for code", () => {
    const box = { "_includes/box.html": "<div>\n\n    {% if true %}\n\n      <p>In it</p>\n    {% endif %}\n</div>\n" };
    expect(textOf("{% include box.html %}\nAfter.\n", box)).toBe("<div>\n<p>In it</p>\n</div>\n\nAfter.");
  });

  it("lists texts of the site where they are now, and says that the list is finished", () => {
    const { texts, notes } = named(
      "{% for post in site.posts %}\n- [{{ post.title }}]({{ post.url }})\n{%- endfor %}\n",
      {
        "_posts/2021-01-02-b.md": page({ title: "B" }),
        "_drafts/c.md": page({ title: "C" }),
      },
    );
    expect(bodyOf(texts["posts/2020-01-02-a.md"])).toBe("- [B](/posts/b/)\n- [A](/posts/a/)");
    expect(notes).toContain("what it lists of site.posts is written out, and no longer grows");
  });

  it("knows the posts of a category, and versions as they are written", () => {
    const text = "{% for post in site.categories.news %}{{ post.title }} {{ post.version }} {% endfor %}\n";
    const more = { "_posts/2021-01-02-b.md": page({ title: "B", categories: "[news]", version: "4.0" }) };
    expect(textOf(text, more)).toBe("B 4.0");
  });

  it("leaves code of a page in HTML to HTML", () => {
    const { texts } = named("Text.\n", {
      "b.html": "---\ntitle: B\n---\n<p>A</p>\n{% highlight js %}\na < b\n{% endhighlight %}\n",
    });
    expect(bodyOf(texts["pages/b.md"])).toBe("A\n\n```js\na < b\n```");
  });

  it.each([
    ["a tag of a plugin", "{% avatar otter %}", "the Liquid tag avatar"],
    ["a filter of a plugin", "{{ 'otter' | shout }}", "the Liquid value 'otter' | shout"],
    ["a value of a build", "{{ 'now' | date: '%Y' }}", "the Liquid value 'now' | date: '%Y'"],
    ["a name without a value", "{{ otter }}", "the Liquid value otter"],
    ["a block with one of them", "{% if true %}{% avatar otter %}{% endif %}", "the Liquid tag if"],
    ["a block without an end", "{% if page.title %} {{ page.title }}", "the Liquid tag if"],
    ["an include of the theme", "{% include theme.html %}", "the include theme.html"],
  ])("stays where it can't be carried out, as %s", (_, text, message) => {
    const { texts, notes } = named(`Before ${text} after {{ "it" }}.\n`);
    expect(bodyOf(texts["posts/2020-01-02-a.md"])).toContain(`Before ${text} after `);
    expect(notes).toContain(`${message} has no counterpart here and stays in the text`);
  });

  it.each([
    "{% for i in (1..1000000000) %}x{% endfor %}",
    "{% for i in (1..3000) %}{% for j in (1..3000) %}{% for k in (1..3000) %}{% endfor %}{% endfor %}{% endfor %}",
  ])("that would go on for hours stays as it is: %.30s", (text) => {
    expect(textOf(`Before ${text}\n`)).toBe(`Before ${text}`);
  });

  it("that is shown stays Liquid", () => {
    expect(textOf("{% raw %}{{ page.title }}{% endraw %} {{ '{{ page.title' }} }}\n")).toBe(
      "{{ page.title }} {{ page.title }}",
    );
  });
});
