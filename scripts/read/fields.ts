import { isRecord } from "../base/record.ts";
import type { Nearest } from "../base/nearest.ts";
import { type Moment } from "../../src/content/date.ts";
import { parseMoment, type Resolve } from "../base/moments.ts";
import { printable } from "../base/printable.ts";

/** Where a value stands in a record: `["tags", 1]` is the second tag. */
export type FieldPath = readonly (string | number)[];

export interface FieldProblem {
  readonly severity: "error" | "warning";
  readonly path: FieldPath;
  /** Whether the field's name is meant rather than its value. */
  readonly ofName?: true;
  readonly message: string;
}

export type Report = (problem: FieldProblem) => void;

/** What was expected in the place of a value, or of the part of it to which `at` leads. */
export interface Wrong {
  readonly expected: string;
  readonly found?: unknown;
  readonly at?: FieldPath;
}

/** A value that was read, or all that is wrong with it. */
export type Read<T> = { readonly value: T } | Wrong | { readonly wrong: readonly Wrong[] };

/** Reads one value. It never sees an absent one: missing, `null` and empty text are the record's business. */
export type Reader<T> = (value: unknown) => Read<T>;

export const text: Reader<string> = (value) => {
  if (typeof value === "number") return { value: String(value) };
  return typeof value === "string" ? { value: value.trim() } : { expected: "text" };
};

export const flag: Reader<boolean> = (value) =>
  typeof value === "boolean" ? { value } : { expected: "true or false, without quotes" };

export const count: Reader<number> = (value) => {
  const number = typeof value === "string" ? Number(value) : value;
  return typeof number === "number" && Number.isInteger(number) && number > 0
    ? { value: number }
    : { expected: "a whole number above 0" };
};

export const oneOf =
  <T extends string>(...options: readonly T[]): Reader<T> =>
  (value) => {
    const found = options.find((option) => option === value);
    return found === undefined ? { expected: options.map((option) => `"${option}"`).join(" or ") } : { value: found };
  };

export const moment =
  (resolve: Resolve): Reader<Moment> =>
  (value) => {
    const found = typeof value === "string" ? parseMoment(value, resolve) : parseMoment("");
    return typeof found === "number" ? { value: found } : found;
  };

/** A list, or one item that stands for a list of it. Every item that is wrong is told of. */
export const list =
  <T>(item: Reader<T>): Reader<T[]> =>
  (value) => {
    const values: T[] = [];
    const wrong: Wrong[] = [];
    for (const [index, entry] of (Array.isArray(value) ? value : [value]).entries()) {
      if (entry === null || entry === "") continue;
      const read = item(entry);
      if ("value" in read) values.push(read.value);
      else wrong.push(...wrongIn(read, entry, Array.isArray(value) ? [index] : []));
    }
    return wrong.length === 0 ? { value: values } : { wrong };
  };

/** What is wrong with a value, which itself stands at `base`. */
export function wrongIn(read: Exclude<Read<unknown>, { value: unknown }>, value: unknown, base: FieldPath): Wrong[] {
  const all = "wrong" in read ? read.wrong : [read];
  return all.map((each) => ({ found: value, ...each, at: [...base, ...(each.at ?? [])] }));
}

/**
 * One string separated by commas, or a list; each name once. `expectedFor` says what was expected in the place of a name
 * that won't do.
 */
export const names =
  (expectedFor: (name: string) => string | undefined): Reader<string[]> =>
  (value) => {
    const read = list((entry): Read<string> => {
      const name = text(entry);
      if (!("value" in name)) return { expected: "a name or a list of names" };
      const expected = name.value === "" ? undefined : expectedFor(name.value);
      return expected === undefined ? name : { expected, found: name.value };
    })(typeof value === "string" ? value.split(",") : value);
    return "value" in read ? { value: [...new Set(read.value.filter((name) => name !== ""))] } : read;
  };

/** An `http:` or `https:` URL. */
export const webUrl: Reader<string> = (value) => {
  const url = typeof value === "string" ? URL.parse(value) : null;
  return url && /^https?:$/.test(url.protocol)
    ? { value: url.href }
    : { expected: "a URL such as https://example.com/" };
};

/** A record of unknown fields; `expected` says of what. */
export const record =
  (expected: string): Reader<Readonly<Record<string, unknown>>> =>
  (value) =>
    isRecord(value) ? { value } : { expected };

/** Texts as they would stand in a message: in quotes, controls escaped, cut at 60 characters. */
function show(value: unknown): string {
  const json = printable(JSON.stringify(value) ?? String(value));
  return json.length > 60 ? `${json.slice(0, 57)}…` : json;
}

/** One record of fields, read strictly: every problem is reported, and `finish` warns of fields that nobody asked for. */
export class Fields {
  readonly #record: Readonly<Record<string, unknown>>;
  readonly #report: Report;
  readonly #asked = new Set<string>();
  readonly #base: FieldPath;
  #failed = false;

  constructor(record: Readonly<Record<string, unknown>>, report: Report, base: FieldPath = []) {
    this.#record = record;
    this.#report = report;
    this.#base = base;
  }

  /** Whether an error was reported, so that the record as a whole can't be trusted. */
  get failed(): boolean {
    return this.#failed;
  }

  optional<T>(name: string, reader: Reader<T>): T | undefined {
    this.#asked.add(name);
    const value = Object.hasOwn(this.#record, name) ? this.#record[name] : undefined;
    if (isEmpty(value)) return undefined;
    const read = reader(value);
    if ("value" in read) return read.value;
    for (const { at = [], found, expected } of wrongIn(read, value, []))
      this.error([name, ...at], `${name} is ${show(found)}, expected ${expected}`);
    return undefined;
  }

  required<T>(name: string, reader: Reader<T>, what: string): T | undefined {
    const present = Object.hasOwn(this.#record, name);
    if (!present || isEmpty(this.#record[name])) {
      this.#asked.add(name);
      this.error(present ? [name] : [], `${name} is ${present ? "empty" : "missing"}, expected ${what}`);
      return undefined;
    }
    return this.optional(name, reader);
  }

  has(name: string): boolean {
    return Object.hasOwn(this.#record, name) && !isEmpty(this.#record[name]);
  }

  error(path: FieldPath, message: string): void {
    this.#failed = true;
    this.#report({ severity: "error", path: [...this.#base, ...path], message });
  }

  /** An error of the field's name rather than of its value. */
  errorOfName(name: string, message: string): void {
    this.#failed = true;
    this.#report({ severity: "error", path: [...this.#base, name], ofName: true, message });
  }

  warn(path: FieldPath, message: string): void {
    this.#report({ severity: "warning", path: [...this.#base, ...path], message });
  }

  #unknown(name: string, message: string): void {
    this.#report({ severity: "warning", path: [...this.#base, name], ofName: true, message });
  }

  /** `nearest` names the field that an unknown one probably meant. */
  finish(nearest: Nearest): void {
    for (const name of Object.keys(this.#record)) {
      if (this.#asked.has(name)) continue;
      const meant = nearest(name, [...this.#asked]);
      this.#unknown(name, `${name} is not a field that is known here${meant ? `, did you mean ${meant}?` : ""}`);
    }
  }
}

const isEmpty = (value: unknown): boolean =>
  value === undefined || value === null || (typeof value === "string" && value.trim() === "");
