import { isRecord } from "../base/record.ts";
import type { Nearest } from "../base/nearest.ts";
import { type Moment } from "../../src/content/date.ts";
import { momentPattern, parseMoment, type Resolve } from "../base/moments.ts";
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

/**
 * What a value looks like, as JSON Schema (draft 7), for editors. They see YAML's numbers, which we read as text. A schema
 * takes all that its reader takes; what it can't tell, the reader finds.
 */
export interface Schema {
  readonly type: readonly string[];
  readonly [keyword: string]: unknown;
}

/** Reads one value. It never sees an absent one: missing, `null` and empty text are the record's business. */
export interface Reader<T> {
  (value: unknown): Read<T>;
  readonly schema: Schema;
}

export const reader = <T>(schema: Schema, read: (value: unknown) => Read<T>): Reader<T> =>
  Object.assign(read, { schema });

/** Keywords for a text of a certain form; the second is what VS Code says of another one. */
export const formed = (pattern: string, expected: string) => ({
  pattern,
  patternErrorMessage: `Expected ${expected}`,
});

/** As a schema, but nothing at all will do too. */
export const orNothing = (schema: Schema): Schema => ({ ...schema, type: [...schema.type, "null"] });

export const text = reader<string>({ type: ["string", "number"] }, (value) => {
  if (typeof value === "number") return { value: String(value) };
  return typeof value === "string" ? { value: value.trim() } : { expected: "text" };
});

export const flag = reader<boolean>({ type: ["boolean"] }, (value) =>
  typeof value === "boolean" ? { value } : { expected: "true or false, without quotes" },
);

export const count = reader<number>(
  { type: ["integer", "string"], minimum: 1, ...formed("[1-9]", "a whole number above 0") },
  (value) => {
    const number = typeof value === "string" ? Number(value) : value;
    return typeof number === "number" && Number.isInteger(number) && number > 0
      ? { value: number }
      : { expected: "a whole number above 0" };
  },
);

export const oneOf = <T extends string>(...options: readonly T[]): Reader<T> =>
  reader({ type: ["string"], enum: options }, (value) => {
    const found = options.find((option) => option === value);
    return found === undefined ? { expected: options.map((option) => `"${option}"`).join(" or ") } : { value: found };
  });

/** A text of a certain form, without flags. `type` is what YAML may take it for. */
export const matching = (form: RegExp, expected: string, type = ["string"]): Reader<string> =>
  reader({ type, ...formed(form.source, expected) }, (value) =>
    typeof value === "string" && form.test(value) ? { value } : { expected },
  );

export const moment = (resolve: Resolve): Reader<Moment> =>
  reader(
    { type: ["string"], ...formed(momentPattern, "a date such as 2024-12-16 or 2024-12-16T02:13:04Z") },
    (value) => {
      const found = typeof value === "string" ? parseMoment(value, resolve) : parseMoment("");
      return typeof found === "number" ? { value: found } : found;
    },
  );

/** A list, or one item that stands for a list of it. Every item that is wrong is told of. */
export const list = <T>(item: Reader<T>): Reader<T[]> =>
  reader({ ...item.schema, type: [...item.schema.type, "array"], items: orNothing(item.schema) }, (value) => {
    const values: T[] = [];
    const wrong: Wrong[] = [];
    for (const [index, entry] of (Array.isArray(value) ? value : [value]).entries()) {
      if (entry === null || entry === "") continue;
      const read = item(entry);
      if ("value" in read) values.push(read.value);
      else wrong.push(...wrongIn(read, entry, Array.isArray(value) ? [index] : []));
    }
    return wrong.length === 0 ? { value: values } : { wrong };
  });

/** What is wrong with a value, which itself stands at `base`. */
export function wrongIn(read: Exclude<Read<unknown>, { value: unknown }>, value: unknown, base: FieldPath): Wrong[] {
  const all = "wrong" in read ? read.wrong : [read];
  return all.map((each) => ({ found: value, ...each, at: [...base, ...(each.at ?? [])] }));
}

/**
 * One string separated by commas, or a list; each name once. `expectedFor` says what was expected in the place of a name
 * that won't do.
 */
export const names = (expectedFor: (name: string) => string | undefined): Reader<string[]> =>
  reader(list(text).schema, (value) => {
    const read = list(
      reader(text.schema, (entry): Read<string> => {
        const name = text(entry);
        if (!("value" in name)) return { expected: "a name or a list of names" };
        const expected = name.value === "" ? undefined : expectedFor(name.value);
        return expected === undefined ? name : { expected, found: name.value };
      }),
    )(typeof value === "string" ? value.split(",") : value);
    return "value" in read ? { value: [...new Set(read.value.filter((name) => name !== ""))] } : read;
  });

/** An `http:` or `https:` URL. */
export const webUrl = reader<string>(
  { type: ["string"], ...formed(String.raw`^\s*[hH][tT][tT][pP][sS]?:`, "a URL such as https://example.com/") },
  (value) => {
    const url = typeof value === "string" ? URL.parse(value) : null;
    return url && /^https?:$/.test(url.protocol)
      ? { value: url.href }
      : { expected: "a URL such as https://example.com/" };
  },
);

/** A record of fields that other code reads; `expected` says of what. */
export const record = (expected: string, fields: Readonly<Record<string, unknown>>) =>
  reader<Readonly<Record<string, unknown>>>({ type: ["object"], ...fields }, (value) =>
    isRecord(value) ? { value } : { expected },
  );

/** The schema of a record of such fields and no others. */
export const only = (readers: Readonly<Record<string, Reader<unknown>>>) => ({
  properties: Object.fromEntries(Object.entries(readers).map(([name, { schema }]) => [name, orNothing(schema)])),
  additionalProperties: false as unknown,
});

/** Texts as they would stand in a message: in quotes, controls escaped, cut at 60 characters. */
function show(value: unknown): string {
  const json = printable(JSON.stringify(value) ?? String(value));
  return json.length > 60 ? `${json.slice(0, 57)}…` : json;
}

/** What fields hold once they are read, by a table of their readers. */
type ValuesOf<Table> = {
  readonly [Name in keyof Table]: Table[Name] extends Reader<infer T> ? T | undefined : never;
};

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

  /** Each of a table's fields, undefined where it is absent or wrong. */
  all<Table extends Readonly<Record<string, Reader<unknown>>>>(table: Table): ValuesOf<Table> {
    const values = Object.entries(table).map(([name, each]) => [name, this.optional(name, each)]);
    return Object.fromEntries(values) as ValuesOf<Table>;
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
