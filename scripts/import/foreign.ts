import { writeYaml } from "../authoring/write-front-matter.ts";
import { readDate } from "./dates.ts";
import { isRecord } from "../base/record.ts";
import type { Data } from "./matter.ts";
import { readText } from "./utf8-text.ts";

/**
 * Front matter of another system, taken field by field. A name may lead into a record: `cover.image`. Fields that are not
 * taken, or not usable, stay for `rest`.
 */
export class Foreign {
  readonly #data: Data;
  readonly #taken = new Set<string>();

  constructor(data: Data) {
    this.#data = data;
  }

  /** The first of the fields for which `read` finds a value. */
  first<T>(names: readonly string[], read: (value: unknown) => T | undefined): T | undefined {
    for (const name of names) {
      const found = this.#find(name);
      if (found === undefined) continue;
      const value = read(found.value);
      if (value === undefined) continue;
      this.#taken.add(found.key);
      return value;
    }
    return undefined;
  }

  /** The distinct values of all these fields together. */
  all(names: readonly string[], read: (value: unknown) => readonly string[] | undefined): string[] {
    return [...new Set(names.flatMap((name) => this.first([name], read) ?? []))];
  }

  text(...names: readonly string[]): string | undefined {
    return this.first(names, readText);
  }

  date(...names: readonly string[]): string | undefined {
    return this.first(names, readDate);
  }

  flag(...names: readonly string[]): boolean | undefined {
    return this.first(names, readFlag);
  }

  list(...names: readonly string[]): string[] {
    return this.all(names, readList);
  }

  /** Everything left, as lines of YAML for comments. */
  rest(): string[] {
    const left = prune(this.#data, "", this.#taken);
    if (left === undefined) return [];
    return Object.entries(left).map(([name, value]) => writeYaml({ [name]: value }).trimEnd());
  }

  #find(name: string): { readonly key: string; readonly value: unknown } | undefined {
    let value: unknown = this.#data;
    const path: string[] = [];
    for (const part of name.split(".")) {
      if (!isRecord(value)) return undefined;
      // Hugo's names are case-insensitive.
      const key = Object.hasOwn(value, part)
        ? part
        : Object.keys(value).find((each) => each.toLowerCase() === part.toLowerCase());
      if (key === undefined) return undefined;
      path.push(key);
      value = value[key];
    }
    const key = path.join(".");
    return value === null || value === undefined || this.#taken.has(key) ? undefined : { key, value };
  }
}

const readFlag = (value: unknown): boolean | undefined => {
  if (typeof value === "boolean") return value;
  const word = typeof value === "string" ? value.toLowerCase() : "";
  return word === "true" || word === "yes" ? true : word === "false" || word === "no" ? false : undefined;
};

/** A list of names, or one string with commas; records such as `{name: Ada}` give their name. */
export const readList = (value: unknown): string[] | undefined =>
  readNames(typeof value === "string" ? value.split(",") : value);

/** The same of names that may have commas in them: `Ada Quill, bookbinder` is one person. */
export const readNames = (value: unknown): string[] | undefined => {
  const items: readonly unknown[] = Array.isArray(value) ? value : [value];
  const names = items.map((item: unknown) => readText(isRecord(item) ? (item["name"] ?? item["title"]) : item));
  const found = names.filter((name) => name !== undefined);
  const blank = items.every((item: unknown) => item === null || item === "");
  return found.length > 0 || blank ? [...new Set(found)] : undefined;
};

function prune(value: Data, path: string, taken: ReadonlySet<string>): Data | undefined {
  const kept = Object.entries(value).flatMap(([name, each]) => {
    const key = path === "" ? name : `${path}.${name}`;
    if (taken.has(key) || isBlank(each)) return [];
    if (!isRecord(each)) return [[name, each] as const];
    const inner = prune(each, key, taken);
    return inner === undefined ? [] : [[name, inner] as const];
  });
  return kept.length === 0 ? undefined : Object.fromEntries(kept);
}

const isBlank = (value: unknown): boolean =>
  value === null || value === undefined || value === "" || (Array.isArray(value) && value.length === 0);
