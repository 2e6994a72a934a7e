import type { Policy } from "../../../src/content/site.ts";
import type { Tag } from "../whole-html/scan.ts";

/** Whether browsers would run an element of this type; others are data. */
export const isScript = (type = ""): boolean =>
  /^\s*$|^\s*(?:module|(?:text|application)\/(?:x-)?(?:java|ecma)script)\b/i.test(type);

/** What does nothing on our pages, and the whole of a message about it. Of one kind it is told a few times in a text. */
export interface Idle {
  readonly kind: string;
  readonly message: string;
}

const policy = "by the policy that pages are sent with";
const noScript = `${policy} no script runs; remove it`;
const noStyle = `${policy} only the site's own stylesheet counts; remove it, styles belong in content/style.css`;

/** What in a tag does nothing under the policy that pages are sent with (`src/http/security.ts`), whatever the site opens. */
export function policyOn({ name, attributes }: Tag, opened: Policy = {}): Idle[] {
  const valueOf = (wanted: string): string | undefined => attributes.find((each) => each.name === wanted)?.spelled;
  const idle: Idle[] = [];
  const add = (what: string, why: string): void =>
    void idle.push({ kind: what, message: `${what} does nothing here: ${why}` });
  if (name === "script" && isScript(valueOf("type"))) add("<script>", noScript);
  if (name === "style") add("<style>", noStyle);
  if (name === "link" && /\bstylesheet\b/i.test(valueOf("rel") ?? "")) add('<link rel="stylesheet">', noStyle);
  if (name === "form" && (opened["form-action"] ?? []).length === 0)
    add(
      "<form>",
      `${policy} no form is sent; add its address to form-action under policy in site.yaml, or link to a page elsewhere`,
    );
  if (name === "object" || name === "embed")
    add(`<${name}>`, `${policy} nothing is embedded by it; write <img>, <video> or <iframe>, or link to the file`);
  for (const attribute of attributes) {
    if (attribute.name === "style" && attribute.spelled.trim() !== "") add('style="…"', noStyle);
    if (/^on[a-z]+$/.test(attribute.name)) add(`${attribute.name}="…"`, noScript);
    if (/^(?:href|action|src)$/.test(attribute.name) && /^\s*javascript:/i.test(attribute.spelled))
      add(`${attribute.name}="javascript:…"`, noScript);
  }
  return idle;
}
