/** Whether a value out of YAML, TOML or JSON has fields. */
export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** A value as a record of unknown fields; none for lists and everything that is not an object. */
export const recordOf = (value: unknown): Readonly<Record<string, unknown>> | undefined =>
  isRecord(value) ? value : undefined;

/** The fields that a text in JSON has; undefined where it has none, or is not JSON. */
export function recordIn(json: string): Readonly<Record<string, unknown>> | undefined {
  try {
    return recordOf(JSON.parse(json) as unknown);
  } catch {
    return undefined; // JSON.parse throws only on what is not JSON
  }
}

type Present<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

/** The same record without the fields that are undefined: `exactOptionalPropertyTypes` tells absent from undefined. */
export function present<T extends object>(record: T): Present<T> {
  const result: Partial<T> = {};
  // Of each post several times: by Object.entries it takes three times as long.
  for (const name of Object.keys(record) as (keyof T)[]) if (record[name] !== undefined) result[name] = record[name];
  return result as Present<T>;
}
