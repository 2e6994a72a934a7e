import type { Policy } from "../../src/content/site.ts";
import type { Tag } from "./whole-html/scan.ts";

/** Whether browsers would run an element of this type; others are data. */
export const isScript = (type = ""): boolean =>
  /^\s*$|^\s*(?:module|(?:text|application)\/(?:x-)?(?:java|ecma)script)\b/i.test(type);

/** Why an element does nothing on our pages, by the policy that they are sent with (`src/http/security.ts`), for all that the site opens. */
export function policyOn({ name, attributes }: Tag, opened: Policy = {}): string | undefined {
  const policy = "by the policy that pages are sent with";
  if (name === "script" && isScript(attributes.find((each) => each.name === "type")?.spelled))
    return `<script> does nothing here: ${policy} no script runs; remove it`;
  if (name === "style")
    return `<style> does nothing here: ${policy} only the site's own stylesheet counts; remove it, styles belong in content/style.css`;
  if (name === "form" && (opened["form-action"] ?? []).length === 0)
    return `<form> does nothing here: ${policy} no form is sent; add its address to form-action under policy in site.yaml, or link to a page elsewhere`;
  return undefined;
}
