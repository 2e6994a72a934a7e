import { isRecord } from "../../base/record.ts";

/** Whether a result of the API has what is read of it. */
export type Shape<T> = (value: unknown) => value is T;

export type Shaped<S> = S extends Shape<infer T> ? T : never;

export const anything = (() => true) as unknown as Shape<unknown>;
export const text = (value: unknown): value is string => typeof value === "string";
export const number = (value: unknown): value is number => typeof value === "number";

/** Absent, null or of that shape. */
export const optional =
  <T>(shape: Shape<T>): Shape<T | null | undefined> =>
  (value): value is T | null | undefined =>
    value === undefined || value === null || shape(value);

export const list =
  <T>(item: Shape<T>): Shape<readonly T[]> =>
  (value): value is readonly T[] =>
    Array.isArray(value) && value.every(item);

export const record =
  <T extends object>(fields: { readonly [Name in keyof T]: Shape<T[Name]> }): Shape<Readonly<T>> =>
  (value): value is Readonly<T> =>
    isRecord(value) && Object.entries<(field: unknown) => boolean>(fields).every(([name, has]) => has(value[name]));
