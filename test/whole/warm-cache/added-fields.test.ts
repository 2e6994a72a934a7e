import { readdirSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { Route } from "../../../scripts/site/site-at.ts";
import { Text } from "../../../scripts/store/text.ts";
import { knownKinds } from "../../../src/content/release-layout.ts";
import { temporaryFolder } from "../../folder.ts";
import { project } from "../../project-folder.ts";
import { type Built, WarmBuilds } from "./warm-builds.ts";

type Make = (...args: readonly unknown[]) => string;
type Add = (value: object) => object;

const added = "a field that was added";

const isObject = (value: unknown): value is object =>
  typeof value === "object" && value !== null && !(value instanceof Text);

/** Adds the field to a model, or to what a function takes: to an object among its arguments, or as one more. */
const beside: Add = (value) => {
  if (!Array.isArray(value)) return { ...value, added };
  const args: readonly unknown[] = value;
  const index = args.findIndex((each) => isObject(each) && !Array.isArray(each));
  return index === -1 ? [...args, added] : args.with(index, { ...(args[index] as object), added });
};

/** Adds the field to the last part of the last part, and so on. */
const within: Add = (value) => withinLast(value) ?? beside(value);

function withinLast(value: object): object | undefined {
  for (const [name, part] of Object.entries(value).toReversed()) {
    const more = isObject(part) ? withinLast(part) : undefined;
    if (more) return Array.isArray(value) ? (value as unknown[]).with(Number(name), more) : { ...value, [name]: more };
  }
  return Array.isArray(value) ? undefined : { ...value, added };
}

/** Where the next build has the field: in what a path answers with, or in the arguments of all texts that a function makes. */
let adding: { readonly to: string; readonly add: Add } | undefined;

/** What the texts of files are derived from, and the names of the functions that derived any text. */
const origins = new WeakMap<Text, { readonly make: Make; readonly args: readonly unknown[] }>();
const makers = new Map<string, Set<Make>>();

const derived = Text.derived.bind(Text) as (make: Make, ...args: readonly unknown[]) => Text;
vi.spyOn(Text, "derived").mockImplementation((make, ...given) => {
  makers.set(make.name, (makers.get(make.name) ?? new Set()).add(make));
  const args = adding?.to === make.name ? (adding.add(given) as unknown[]) : given;
  return derivedText(make, args);
});

function derivedText(make: Make, args: readonly unknown[]): Text {
  // As if its code knew the field all along, and wrote it wherever it is.
  const writing: Make = (...all) => make(...all) + (JSON.stringify(all).includes(added) ? added : "");
  const text = derived(Object.defineProperty(writing, "name", { value: make.name }), ...args);
  origins.set(text, { make, args });
  return text;
}

// Whatever makes routes adds the field to what it makes. Those that have made none yet are idle.
const idle = new Set<string>();
const routesFolder = join(project, "scripts/routes");
for (const name of readdirSync(routesFolder))
  vi.doMock(join(routesFolder, name), async (original) => {
    const parts = Object.entries(await original<Readonly<Record<string, unknown>>>());
    for (const [name] of parts) if (name.endsWith("Routes")) idle.add(name);
    return Object.fromEntries(parts.map(([name, part]) => [name, typeof part === "function" ? watched(part) : part]));
  });

function watched(maker: Function): Function {
  return (...args: readonly unknown[]): unknown => {
    const result: unknown = Reflect.apply(maker, undefined, args);
    if (Array.isArray(result) && result.length > 0) idle.delete(maker.name);
    return Array.isArray(result) ? result.map(withField) : result;
  };
}

function withField(each: Route | { readonly routes: Function }): unknown {
  if ("routes" in each) return { ...each, routes: watched(each.routes) };
  if (!("path" in each) || each.path !== adding?.to) return each;
  if ("model" in each) return { ...each, model: adding.add(each.model) };
  return "text" in each ? { ...each, text: textWithField(each.text, adding.add) } : each;
}

function textWithField(text: Text, add: Add): Text {
  const origin = origins.get(text);
  return origin ? derivedText(origin.make, add(origin.args) as unknown[]) : Text.leaf(text.read() + added);
}

afterEach(() => {
  adding = undefined;
});

const builds = new WarmBuilds(temporaryFolder());
const before = await builds.warm();
const everyMaker = new Map(makers);
makers.clear();
const again = await builds.warm();
const makersOfRoutes = [...makers.keys()];

const changedIn = (after: Built): string[] =>
  [...after.keys].flatMap(([path, key]) => (before.keys.get(path) === key ? [] : [path]));
const valueAt = (path: string, { keys, values }: Built): string | undefined => values.get(keys.get(path) ?? "");

describe("a build on a warm cache", () => {
  it("makes nothing where nothing was added", () => {
    expect(again).toEqual({ ...before, made: new Set() });
  });

  it("has routes of every kind, from every function that makes any", () => {
    // Of "json" no build makes any yet.
    const found = new Set(["absent", "gone", "redirect", "json", ...before.kinds.values()]);
    expect([...knownKinds.filter((kind) => !found.has(kind)), ...idle]).toEqual([]);
  });

  it("derives texts by functions that no other shares its name with", () => {
    expect([...everyMaker].flatMap(([name, all]) => (all.size === 1 ? [] : [name]))).toEqual([]);
  });
});

describe.each([
  ["a field", beside],
  ["a field deep within", within],
])("%s that is added to what is behind a path, and nothing else,", (_, add) => {
  it.each([...before.kinds])("changes the blob of %s, which is of kind %s, and makes no other", async (path) => {
    adding = { to: path, add };
    const after = await builds.warm();
    expect(changedIn(after)).toEqual([path]);
    expect(valueAt(path, after)).toContain(added);
    expect([...after.made].filter((key) => key !== after.keys.get(path))).toEqual([]);
  });
});

describe("an argument that is added to all texts of a function, and nothing else,", () => {
  it.each(makersOfRoutes)("changes every blob that has one in it: %s", async (maker) => {
    adding = { to: maker, add: beside };
    const after = await builds.warm();
    const cold = await builds.cold();
    expect(after).toEqual({ ...cold, made: after.made });
    const changed = changedIn(after);
    expect(changed).not.toEqual([]);
    expect(changed.filter((path) => !valueAt(path, after)?.includes(added))).toEqual([]);
  });
});
