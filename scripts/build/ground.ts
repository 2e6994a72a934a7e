import type { Ground } from "../../src/content/release.ts";

/** A declaration, and the at-rules and selectors around it, outermost first. */
interface Declaration {
  readonly around: readonly string[];
  readonly name: string;
  readonly value: string;
}

/**
 * The colours of the page's ground that a stylesheet states: the last background of the body, else of the root, where that is a
 * plain colour or a variable of the root that is one. What is on paper alone, or in windows of some size alone, says nothing of it.
 */
export function groundOf(css: string): Ground | undefined {
  const all = [...declarationsIn(css)];
  const light = colourIn(all, "light");
  const dark = colourIn(all, "dark");
  return light === undefined || dark === undefined ? undefined : { light, dark };
}

function colourIn(all: readonly Declaration[], scheme: "light" | "dark"): string | undefined {
  const values = new Map<string, string>(); // the last counts, which is right where selectors weigh the same
  for (const { around, name, value } of all) {
    const selector = around.at(-1) ?? "";
    const conditions = around.slice(0, -1);
    if (!conditions.every((condition) => holdsIn(condition, scheme))) continue;
    for (const each of selector.split(",")) values.set(`${each.trim()} ${name}`, value);
  }
  const rootValue = (name: string): string | undefined => values.get(`:root ${name}`) ?? values.get(`html ${name}`);
  const background = values.get("body background") ?? rootValue("background");
  const [, variable] = /^var\((--[\w-]+)\)$/.exec(background ?? "") ?? [];
  const colour = variable === undefined ? background : rootValue(variable);
  return colour !== undefined && plain.test(colour) ? colour : undefined;
}

const plain =
  /^(#[0-9a-f]{3,8}|(?!none|transparent|inherit|initial|unset)[a-z]+|(?:rgb|hsl|hwb|lab|lch|oklab|oklch)\([^()]*\))$/i;

/** Whether an at-rule applies to screens of any size in a colour scheme. */
function holdsIn(condition: string, scheme: "light" | "dark"): boolean {
  if (!/^@media\b/i.test(condition)) return /^@(layer|supports)\b/i.test(condition);
  const query = condition.toLowerCase().replace(/^@media\s*|\s+/g, "");
  return ["screen", "all", `(prefers-color-scheme:${scheme})`, `screenand(prefers-color-scheme:${scheme})`].includes(
    query,
  );
}

/** All declarations of custom properties and backgrounds in CSS. */
function* declarationsIn(css: string): Generator<Declaration> {
  const around: string[] = [];
  let text = "";
  for (const [part] of css.matchAll(/\/\*.*?\*\/|"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|[{};]|[^{};"'/]+|["'/]/gs)) {
    if (part.startsWith("/*")) continue;
    if (!/^[{};]$/.test(part)) {
      text += part;
      continue;
    }
    const said = text.trim();
    text = "";
    if (part === "{") {
      around.push(said);
      continue;
    }
    const [, name, value] = /^(--[\w-]+|background(?:-color)?)\s*:\s*(.*)$/is.exec(said) ?? [];
    if (name !== undefined && value !== undefined)
      yield { around: [...around], name: name.replace("-color", ""), value: value.trim() };
    if (part === "}") around.pop();
  }
}
