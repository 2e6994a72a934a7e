import { isRecord } from "../../base/record.ts";

/** What Liquid's names stand for: `site`, `page`, and what the text assigns. */
export type Scope = Readonly<Record<string, unknown>>;

const token =
  /\s*(?:"([^"]*)"|'([^']*)'|(-?\d+(?:\.\d+)?)(?![\w.])|([A-Za-z_][\w-]*(?:\.[\w-]+|\[(?:"[^"]*"|'[^']*'|-?\d+)\])*))\s*/y;

/** The value of an expression with filters, such as `site.data.links | first`; undefined if it isn't known. */
export function valueOf(expression: string, scope: Scope): unknown {
  const [first = "", ...filters] = splitPipes(expression);
  const start = operand(first, scope);
  return filters.reduce<unknown>((value, filter) => {
    const [, name = "", rest = ""] = /^\s*([\w-]+)\s*(?::(.*))?$/s.exec(filter) ?? [];
    const values =
      rest.trim() === "" ? [] : rest.split(/,(?=(?:[^"']|"[^"]*"|'[^']*')*$)/).map((each) => operand(each, scope));
    if (value === undefined && name !== "default") return undefined;
    return filterTable[name]?.(value, values, scope);
  }, start);
}

/** The same as text; undefined for lists and records, which only a template shows. */
export function textOf(expression: string, scope: Scope): string | undefined {
  const value = valueOf(expression, scope);
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean"
    ? String(value)
    : undefined;
}

const splitPipes = (text: string): string[] => text.match(/(?:"[^"]*"|'[^']*'|[^|"'])+/g) ?? [];

function operand(text: string, scope: Scope): unknown {
  token.lastIndex = 0;
  const found = token.exec(text);
  if (found === null || token.lastIndex < text.length) return undefined;
  const [, double, single, number, path] = found;
  if (number !== undefined) return Number(number);
  if (path === undefined) return double ?? single;
  if (path === "true" || path === "false") return path === "true";
  const parts = path.match(/[^.[\]"']+/g) ?? [];
  return parts.reduce<unknown>((value, part) => step(value, part), scope);
}

function step(value: unknown, part: string): unknown {
  if (Array.isArray(value)) {
    if (part === "first") return value[0];
    if (part === "last") return value.at(-1);
    if (part === "size") return value.length;
    return /^-?\d+$/.test(part) ? value.at(Number(part)) : undefined;
  }
  return isRecord(value) && Object.hasOwn(value, part) ? value[part] : undefined;
}

type Filter = (value: unknown, given: readonly unknown[], scope: Scope) => unknown;

const onText =
  (change: (text: string, ...given: readonly string[]) => string): Filter =>
  (value, given) =>
    typeof value === "string" || typeof value === "number"
      ? given.includes(undefined)
        ? undefined
        : change(String(value), ...given.map(String))
      : undefined;

const onList =
  (change: (list: readonly unknown[], given: readonly unknown[]) => unknown): Filter =>
  (value, given) =>
    Array.isArray(value) ? change(value, given) : undefined;

const nameOf = (value: unknown): string => (typeof value === "string" ? value : "");

const rooted = (text: string): string => (/^(?:[/#]|https?:)/.test(text) ? text : `/${text}`);

// https://shopify.github.io/liquid/ and https://jekyllrb.com/docs/liquid/filters/, as far as texts use them.
const filterTable: Readonly<Record<string, Filter>> = {
  relative_url: onText(rooted),
  absolute_url: onText(rooted),
  append: onText((text, end = "") => text + end),
  prepend: onText((text, start = "") => start + text),
  upcase: onText((text) => text.toUpperCase()),
  downcase: onText((text) => text.toLowerCase()),
  capitalize: onText((text) => text.slice(0, 1).toUpperCase() + text.slice(1).toLowerCase()),
  strip: onText((text) => text.trim()),
  replace: onText((text, from = "", to = "") => text.replaceAll(from, to)),
  remove: onText((text, from = "") => text.replaceAll(from, "")),
  split: (value, [by]) => (typeof value === "string" && typeof by === "string" ? value.split(by) : undefined),
  default: (value, [otherwise]) => (value === undefined || value === "" || value === false ? otherwise : value),
  first: onList((list) => list[0]),
  last: onList((list) => list.at(-1)),
  size: (value) => (typeof value === "string" || Array.isArray(value) ? value.length : undefined),
  join: onList((list, [by = " "]) => list.map(String).join(String(by))),
  map: onList((list, [name]) => list.map((item) => (isRecord(item) ? item[nameOf(name)] : undefined))),
  where: onList((list, [name, wanted]) =>
    list.filter((item) => isRecord(item) && String(item[nameOf(name)]) === String(wanted)),
  ),
  sort: onList((list, [name]) =>
    list.toSorted((a, b) => {
      const [x, y] = [a, b].map((item) =>
        name === undefined ? item : isRecord(item) ? item[nameOf(name)] : undefined,
      );
      return String(x) < String(y) ? -1 : 1;
    }),
  ),
  reverse: onList((list) => list.toReversed()),
};
