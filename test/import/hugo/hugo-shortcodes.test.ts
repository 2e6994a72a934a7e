import { describe, expect, it } from "vitest";
import { readHugo } from "../../../scripts/import/hugo/hugo.ts";
import { convertHugo } from "../../../scripts/import/hugo/hugo-shortcodes.ts";
import { bodyOf, move, page } from "../old-site.ts";

describe("a shortcode of Hugo that stays", () => {
  it.each([
    ["{{<name a=b>}}", "{{< name a=b >}}"],
    ['{{<name "a">}}b{{</name>}}', '{{< name "a" >}}b{{< /name >}}'],
    ["{{%name%}}", "{{% name %}}"],
    ["{{<name/>}} {{<name />}}", "{{< name />}} {{< name />}}"],
    ["{{< name >}} `{{<name>}}`", "{{< name >}} `{{<name>}}`"],
  ])("is not an HTML tag: %s", (written, text) => {
    expect(convertHugo(written, () => undefined)).toBe(text);
  });
});

describe("a shortcode of the site's own", () => {
  const shown = (text: string, files: Readonly<Record<string, string>>): string =>
    bodyOf(
      move(readHugo, {
        "hugo.toml": 'title = "Weir"\n[params]\nversions = { go = "1.81" }\nname = "site"\n',
        "content/posts/a.md": page({ title: "A", date: "2020-01-02", name: "page" }, text),
        ...files,
      }).texts["posts/a.md"],
    );

  it("is filled in where it is a text, with what it is given", () => {
    const files = {
      "layouts/shortcodes/why.html": "{{/* why */}}\n<div>\n\n    <p>Since</p>\n</div>\n",
      "layouts/shortcodes/docs/more.md": '**More** about {{ .Get 0 }} {{ .Get "way" }}\n',
    };
    expect(shown("{{< why >}}\n\n{{% docs/more otters %}}\n", files)).toBe(
      "<div>\n<p>Since</p>\n</div>\n\n**More** about otters",
    );
  });

  it("stays where its template is more than a text", () => {
    expect(shown("{{< now >}}\n", { "layouts/shortcodes/now.html": "{{ now.Year }}" })).toBe("{{< now >}}");
  });

  it("has parameters of the page and of the site, in code as well", () => {
    expect(shown("    v{{< param versions.Go >}}\n\n{{< param name >}} {{< param none >}}\n", {})).toBe(
      "v1.81\n\npage {{< param none >}}",
    );
  });
});
