import { asOneBlock } from "../html/html-blocks.ts";
import { Context, Liquid, Tag, toValueSync } from "liquidjs";

/** What the names in a text stand for: `site`, `page`, and what the text assigns. */
export type Values = Readonly<Record<string, unknown>>;

/** Renders a text as Jekyll does. */
export type RenderLiquid = (text: string, values: Values) => string;

/** A tag, filter or value that is unknown here, since a plugin or Jekyll's own build makes it. */
class Unknown extends Error {}

class UnknownTag extends Tag {
  override render(): never {
    throw new Unknown(this.token.getText());
  }
}

const notKnown = (): never => {
  throw new Unknown();
};

const rooted = (text: unknown): string => String(text).replace(/^(?![/#]|https?:)/, "/");

/** Characters and members of lists that a text may make, far more than any page has. A loop within loops would go on for hours. */
const mostItems = 10_000_000;

const literals = new Set(["nil", "null", "true", "false", "empty", "blank"]);

/**
 * Liquid with Jekyll's filters and a site's includes. What it can't carry out stays in the text, with the block that it stands in. `escape`
 * gets each value that is shown.
 */
export function liquidOf(includes: Readonly<Record<string, string>>, escape: (text: string) => string): RenderLiquid {
  const marked = Object.entries(includes).map(([name, text]) => [name, marks.start + text + marks.end] as const);
  const liquid = new Liquid({
    jekyllInclude: true,
    dynamicPartials: false,
    preserveTimezones: true,
    timezoneOffset: 0,
    cache: true,
    memoryLimit: mostItems,
    templates: Object.fromEntries(marked),
    outputEscape: (value: unknown) => (typeof value === "string" ? escape(value) : value) as string,
  });
  // Addresses have no base here. Markdown within Markdown is read with it.
  for (const name of ["relative_url", "absolute_url"]) liquid.registerFilter(name, rooted);
  for (const name of ["markdownify", "smartify"]) liquid.registerFilter(name, (text: unknown) => text);
  const { date } = liquid.filters;
  if (typeof date === "function")
    liquid.registerFilter("date", function (value: unknown, ...given: unknown[]): unknown {
      // An import knows no time that a reader would see.
      return value === "now" || value === "today" ? notKnown() : (date.call(this, value, ...given) as unknown);
    });
  const learn = (text: string): void => {
    for (const [, name = ""] of text.matchAll(/\{%-?\s*(\w+)/g)) liquid.tags[name] ??= UnknownTag;
    for (const [, name = ""] of text.matchAll(/\|\s*(\w+)/g)) liquid.filters[name] ??= notKnown;
  };
  learn(Object.values(includes).join("\n"));

  return (text, values) => {
    if (!/\{[{%]/.test(text)) return text;
    learn(text);
    // A line of assignments alone leaves none.
    const source = text.replace(/^([ \t]*\{%-?\s*assign\s(?:[^%]|%(?!\}))*%\})[ \t]*\r?\n/gm, "$1");
    try {
      const templates = liquid.parse(source);
      const context = new Context(values, liquid.options, { sync: true });
      const rendered = templates.map((template, index) => {
        const written = source.slice(template.token.begin, templates[index + 1]?.token.begin);
        // Jekyll shows nothing for a name without a value; whoever wrote it in a text meant something.
        const [, name = "nil"] = /^\{\{-?\s*([a-z_][\w-]*)/i.exec(written) ?? [];
        if (!literals.has(name) && !(name in context.getAll())) return written;
        try {
          return String(toValueSync(liquid.renderer.renderTemplates([template], context)));
        } catch {
          return written;
        }
      });
      return compact(rendered.join(""));
    } catch {
      // A block without an end: as it stands there, it says nothing.
      return text;
    }
  };
}

/** The same record with fields whose values nobody knows here. A text that asks for one stays as it is. */
export function withUnknown(known: Values, ...names: readonly string[]): Values {
  const fields = { ...known };
  for (const name of names) if (!Object.hasOwn(fields, name)) Object.defineProperty(fields, name, { get: notKnown });
  return fields;
}

// Where an include begins and ends; Unicode reserves them for such use.
const marks = { start: "\uFDD4", end: "\uFDD5" };

/** Each include as one block, from the innermost on. */
function compact(text: string): string {
  const inner = text.replace(/\uFDD4([^\uFDD4\uFDD5]*)\uFDD5/g, (_, included: string) => asOneBlock(included));
  return inner === text ? text : compact(inner);
}
