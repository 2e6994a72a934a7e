import type { Problem } from "../base/problems.ts";
import type { Bundle } from "../build/bundle.ts";
import { placeOfText, problemOfThrown, themePath } from "../build/source-places.ts";
import { isScript } from "../markdown/warnings/dead-html.ts";
import { type Tag, tagsOf } from "../markdown/whole-html/scan.ts";

/** What the theme has made of a page. */
export interface Look {
  readonly version: string;
  readonly path: string;
  /** Without the author's text and the stylesheet. */
  readonly html: string;
  /** The stack of what a view threw. */
  readonly thrown?: string | undefined;
}

/** What is wrong with a page that a theme has made: it threw, or wrote what browsers will neither run nor apply. */
export function problemsOf({ path, html, thrown }: Look, worker: Bundle): Problem[] {
  if (thrown !== undefined) {
    const problem = problemOfThrown(thrown, worker);
    return [{ ...problem, message: `cannot show ${path}: ${problem.message}` }];
  }
  const files = [...new Set([themePath, ...worker.inputs])];
  return deadIn(html).map(({ found, why, sources }) => {
    const place = placeOfText(sources, files) ?? { file: themePath, line: 1, column: 1 };
    const message = `${found} does nothing on ${path}: the policy of pages allows ${why}`;
    return { severity: "error", ...place, message };
  });
}

interface Dead {
  /** `style="color: red" of <p>`, or `<script>` */
  readonly found: string;
  readonly why: string;
  /** By which it is found in the sources, the surest first. */
  readonly sources: readonly (string | RegExp)[];
}

const noScript = "no script; remove it";
const oneStyle = "one stylesheet alone; give it a class, and a rule in content/style.css or the theme's style";

/** What the policy of pages (`src/http/security.ts`) leaves without effect, each once. */
export function deadIn(html: string): Dead[] {
  const all = tagsOf(html).flatMap((tag): Dead[] => {
    const element = whyElement(tag);
    const written = [html.slice(tag.start, tag.end), new RegExp(`<${tag.name}\\b`, "i")];
    const attributes = tag.attributes.flatMap(({ name, spelled: value }): Dead[] => {
      const why = whyAttribute(name, value);
      if (why === undefined) return [];
      return [{ found: `${name}="${value}" of <${tag.name}>`, why, sources: [new RegExp(`\\b${name}\\s*=`, "i")] }];
    });
    return element === undefined
      ? attributes
      : [{ found: `<${tag.name}>`, why: element, sources: written }, ...attributes];
  });
  return [...new Map(all.map((dead) => [dead.found, dead])).values()];
}

function whyElement({ type, name, attributes }: Tag): string | undefined {
  if (type === "end") return undefined;
  const valueOf = (wanted: string): string | undefined => attributes.find((each) => each.name === wanted)?.spelled;
  if (name === "script" && isScript(valueOf("type"))) return noScript;
  return name === "style" || (name === "link" && valueOf("rel") === "stylesheet") ? oneStyle : undefined;
}

function whyAttribute(name: string, value: string): string | undefined {
  if (name === "style") return oneStyle;
  return /^on[a-z]/.test(name) || /^\s*javascript:/i.test(value) ? noScript : undefined;
}
