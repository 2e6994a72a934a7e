import { isRecord } from "../base/record.ts";
import { nearest } from "../base/nearest.ts";
import { type Moment } from "../../src/content/date.ts";
import { parseMoment, type Resolve } from "../base/moments.ts";
import { printable } from "../base/printable.ts";

/** Where a value is in a record: `["tags", 1]` is the second tag. */
export type FieldPath = readonly (string | number)[];

export interface FieldProblem {
  readonly severity: "error" | "warning";
  readonly path: FieldPath;
  /** Whether this is about the field's name rather than its value. */
  readonly ofName?: true;
  readonly message: string;
}

export type Report = (problem: FieldProblem) => void;

/**
 * Says what was expected instead of a value, or of the part of it to which `at` leads. `found` is what is there, if
 * that is not the whole value.
 */
export type Wrong = (expected: string, found?: unknown, at?: FieldPath) => undefined;

/**
 * The form of a value as JSON Schema (draft 7), for editors. They see YAML's numbers, which we read as text. A schema
 * accepts everything that its reader accepts, except fields that nobody reads; what it can't express, the reader checks.
 */
export interface Schema {
  readonly type: readonly string[];
  readonly [keyword: string]: unknown;
}

type Read<T> = (value: unknown, wrong: Wrong) => T | undefined;

/**
 * Reads one value, or says what is wrong with it. It never sees an absent one: the record deals with what is missing, `null`
 * or empty text.
 */
export type Reader<T> = Read<T> & { readonly schema: Schema };

export const reader = <T>(schema: Schema, read: Read<T>): Reader<T> => Object.assign(read, { schema });

/** The same schema, which also accepts null. */
export const orNothing = (schema: Schema): Schema => ({ ...schema, type: [...schema.type, "null"] });

export const text = reader<string>({ type: ["string", "number"] }, (value, wrong) => {
  if (typeof value === "number") return String(value);
  return typeof value === "string" ? value.trim() : wrong("text");
});

export const flag = reader<boolean>({ type: ["boolean"] }, (value, wrong) =>
  typeof value === "boolean" ? value : wrong("true or false, without quotes"),
);

export const count = reader<number>({ type: ["integer", "string"], minimum: 1, pattern: "[1-9]" }, (value, wrong) => {
  const number = typeof value === "string" ? Number(value) : value;
  const isCount = typeof number === "number" && Number.isInteger(number) && number > 0;
  return isCount ? number : wrong("a whole number above 0");
});

export const oneOf = <T extends string>(...options: readonly T[]): Reader<T> =>
  reader({ type: ["string"], enum: options }, (value, wrong) => {
    const expected = options.map((option) => `"${option}"`).join(" or ");
    return options.find((option) => option === value) ?? wrong(expected);
  });

/** A text that matches a pattern without flags. */
export const matching = (form: RegExp, expected: string): Reader<string> =>
  reader({ ...text.schema, pattern: form.source, patternErrorMessage: `Expected ${expected}` }, (value, wrong) =>
    typeof value === "string" && form.test(value) ? value : wrong(expected),
  );

export const moment = (resolve: Resolve): Reader<Moment> =>
  reader({ type: ["string"], pattern: String.raw`^\s*\d{4}-\d\d-\d\d` }, (value, wrong) => {
    const found = parseMoment(typeof value === "string" ? value : "", resolve);
    return typeof found === "number" ? found : wrong(found.expected);
  });

/** A list, or one item that stands for a list of it. Every wrong item is reported. */
export const list = <T>(item: Reader<T>): Reader<T[]> =>
  reader({ ...item.schema, type: [...item.schema.type, "array"], items: orNothing(item.schema) }, (value, wrong) => {
    const entries: readonly unknown[] = Array.isArray(value) ? value : [value];
    const values = entries.flatMap((entry, index) => {
      const base = Array.isArray(value) ? [index] : [];
      const wrongItem: Wrong = (expected, found = entry, at = []) => wrong(expected, found, [...base, ...at]);
      return entry === null || entry === "" ? [] : [item(entry, wrongItem)];
    });
    return values.every((each) => each !== undefined) ? values : undefined;
  });

/**
 * One string separated by commas, or a list; each name once. `expectedFor` says what was expected instead of a wrong
 * name.
 */
export const names = (expectedFor: (name: string) => string | undefined): Reader<string[]> => {
  const item = reader<string>(text.schema, (entry, wrong) => {
    const name = text(entry, () => wrong("a name or a list of names"));
    const expected = name ? expectedFor(name) : undefined;
    return expected === undefined ? name : wrong(expected, name);
  });
  const all = list(item);
  return reader(all.schema, (value, wrong) => {
    const read = all(typeof value === "string" ? value.split(",") : value, wrong);
    return read && [...new Set(read)].filter((name) => name !== "");
  });
};

/** The texts that `names` checks, right or wrong, each with its index among the parts or items of the value. */
export function namesIn(value: unknown): readonly { readonly text: string; readonly index: number }[] {
  const parts: unknown = typeof value === "string" ? value.split(",") : value;
  const items: readonly unknown[] = Array.isArray(parts) ? parts : [parts];
  const texts = items.map((item) => text(item, () => undefined) ?? "");
  return texts.map((text, index) => ({ text, index })).filter(({ text }) => text !== "");
}

/** An `http:` or `https:` URL. */
export const webUrl = reader({ type: ["string"], pattern: String.raw`^\s*[hH][tT][tT][pP]` }, (value, wrong) => {
  const url = typeof value === "string" ? URL.parse(value) : null;
  return url && /^https?:$/.test(url.protocol) ? url.href : wrong("a URL such as https://example.com/");
});

/** A record whose fields other code reads; `expected` says what the record should contain. */
export const record = (expected: string, schema = {}) =>
  reader({ type: ["object"], ...schema }, (value, wrong) => (isRecord(value) ? value : wrong(expected)));

type Table = Readonly<Record<string, Reader<unknown>>>;

/** The schema of a record with these fields and no others. */
export const only = (table: Table) => ({
  type: ["object"],
  properties: Object.fromEntries(Object.entries(table).map(([name, { schema }]) => [name, orNothing(schema)])),
  additionalProperties: false,
});

/** A value as messages show it: texts in quotes, control characters escaped, cut at 60 characters. */
function show(value: unknown): string {
  const json = printable(JSON.stringify(value ?? undefined) ?? "empty");
  return json.length > 60 ? `${json.slice(0, 57)}…` : json;
}

/** One record of fields, read strictly: every problem is reported, and `finish` warns of fields that nobody asked for. */
export class Fields {
  readonly #record: Readonly<Record<string, unknown>>;
  readonly #report: Report;
  readonly #asked = new Set<string>();
  #failed = false;

  constructor(record: Readonly<Record<string, unknown>>, report: Report) {
    this.#record = record;
    this.#report = report;
  }

  /** Whether an error was reported, so that the record as a whole can't be trusted. */
  get failed(): boolean {
    return this.#failed;
  }

  get names(): readonly string[] {
    return Object.keys(this.#record);
  }

  optional<T>(name: string, read: Read<T>): T | undefined {
    this.#asked.add(name);
    if (!this.has(name)) return undefined;
    const value = this.#record[name];
    return read(value, (expected, found = value, at = []) => {
      const path = [name, ...at];
      const label = path.filter((part) => typeof part === "string").join(".");
      return this.error(path, `${label} is ${show(found)}, expected ${expected}`);
    });
  }

  /** Each of a table's fields, undefined where it is absent or wrong. */
  all<T extends Table>(table: T) {
    const values = Object.entries(table).map(([name, read]) => [name, this.optional(name, read)]);
    return Object.fromEntries(values) as { readonly [Name in keyof T]: ReturnType<T[Name]> };
  }

  required<T>(name: string, read: Read<T>, what: string): T | undefined {
    if (this.has(name)) return this.optional(name, read);
    this.#asked.add(name);
    const present = Object.hasOwn(this.#record, name);
    return this.error(present ? [name] : [], `${name} is ${present ? "empty" : "missing"}, expected ${what}`);
  }

  /** The fields of a record within this one, none if it is absent. An error in them counts as one in this record too. */
  within(name: string, read: ReturnType<typeof record>): Fields {
    const record = this.optional(name, read) ?? {};
    return new Fields(record, (problem) => this.#tell({ ...problem, path: [name, ...problem.path] }));
  }

  has(name: string): boolean {
    const value = Object.hasOwn(this.#record, name) ? this.#record[name] : undefined;
    return value !== undefined && value !== null && (typeof value !== "string" || value.trim() !== "");
  }

  error(path: FieldPath, message: string): undefined {
    this.#tell({ severity: "error", path, message });
  }

  /** An error in the field's name rather than in its value. */
  errorOfName(name: string, message: string): void {
    this.#tell({ severity: "error", path: [name], ofName: true, message });
  }

  warn(path: FieldPath, message: string): void {
    this.#tell({ severity: "warning", path, message });
  }

  /** `meanings` are other systems' names for our fields, which are too different to be found as misspellings. */
  finish(meanings: ReadonlyMap<string, string> = new Map()): void {
    for (const name of this.names) {
      if (this.#asked.has(name)) continue;
      const foreign = nearest(
        name,
        [...meanings.keys()].filter((each) => !this.#asked.has(each)),
      );
      const meant = meanings.get(name) ?? nearest(name, [...this.#asked]) ?? meanings.get(foreign ?? "");
      const message = `${name} is not a field that is known here${meant ? `, did you mean ${meant}?` : ""}`;
      this.#tell({ severity: "warning", path: [name], ofName: true, message });
    }
  }

  #tell(problem: FieldProblem): void {
    this.#failed ||= problem.severity === "error";
    this.#report(problem);
  }
}
