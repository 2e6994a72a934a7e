import { describe, expect, it } from "vitest";
import { convertHugo } from "../../../scripts/import/hugo/hugo-shortcodes.ts";

describe("a shortcode of Hugo that stays", () => {
  it.each([
    ["{{<name a=b>}}", "{{< name a=b >}}"],
    ['{{<name "a">}}b{{</name>}}', '{{< name "a" >}}b{{< /name >}}'],
    ["{{%name%}}", "{{% name %}}"],
    ["{{<name/>}} {{<name />}}", "{{< name />}} {{< name />}}"],
    ["{{< name >}} `{{<name>}}`", "{{< name >}} `{{<name>}}`"],
  ])("is no tag of HTML: %s", (written, text) => {
    expect(convertHugo(written, () => undefined)).toBe(text);
  });
});
