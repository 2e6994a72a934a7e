import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { parse, stringify, TomlError } from "smol-toml";
import { isRecord } from "../../base/record.ts";
import { Failure } from "../../base/failure.ts";
import { positionAfter } from "../../base/line-and-column.ts";
import { conflict, conflictIn } from "../../read/syntax/yaml-cure.ts";

export const configFile = "wrangler.toml";

/** Name of the KV binding that the worker reads its blobs from. */
export const binding = "BLOBS";

/** What publishing needs from wrangler.toml. */
export interface Config {
  /** The worker's name. */
  readonly name: string;
  readonly account?: string | undefined;
  /** Id of the KV namespace; undefined before the first publication. */
  readonly namespace?: string | undefined;
  /** Whether readers reach the blog at workers.dev. */
  readonly workersDev: boolean;
  readonly domains: readonly CustomDomain[];
}

/** A domain of one's own that leads to the worker, as wrangler.toml and the API name it. */
export interface CustomDomain {
  readonly pattern: string;
  readonly zone_id?: string | undefined;
  readonly zone_name?: string | undefined;
}

export function readConfig(file = configFile): Config {
  const settings = parseFile(file);
  const { name, account_id: account, kv_namespaces: namespaces } = settings;
  if (typeof name !== "string")
    throw new Failure(`${file}: name is missing, expected the worker's name, such as name = "blog"`);
  // What wrangler would say only after everything is stored.
  if (!/^[a-z0-9_][a-z0-9_-]*$/.test(name))
    throw wrong(file, "name", `is "${name}", expected small letters, digits and hyphens, such as my-blog`);
  for (const [table, field] of misplacedIn(settings))
    throw wrong(
      file,
      field,
      `stands below [${table}], where it means nothing; move it above the first line in square brackets`,
    );
  const bound = Array.isArray(namespaces)
    ? namespaces.filter(isRecord).find((entry) => entry["binding"] === binding)
    : undefined;
  if (bound === undefined) throw unbound(file);
  const routes = routesIn(settings);
  const { workers_dev: workersDev = routes.length === 0 } = settings;
  for (const { pattern, custom_domain: isCustom } of routes.filter(isRecord))
    if (isCustom === true && /[/:*]/.test(String(pattern)))
      throw wrong(file, "routes", `has the domain "${String(pattern)}", expected a name alone, such as river.example`);
  return {
    name,
    account: textIn(account),
    namespace: textIn(bound["id"]),
    workersDev: workersDev === true,
    domains: routes.filter(isRecord).flatMap(({ pattern, custom_domain: isCustom, zone_id: id, zone_name: zone }) => {
      const domain = { pattern: textIn(pattern), zone_id: textIn(id), zone_name: textIn(zone) };
      return isCustom === true && domain.pattern !== undefined ? [{ ...domain, pattern: domain.pattern }] : [];
    }),
  };
}

/** Says what is wrong with a field, and on which line it stands. */
function wrong(file: string, field: string, what: string): Failure {
  const lines = readFileSync(file, "utf8").split("\n");
  const line = lines.findIndex((each) => new RegExp(String.raw`^\s*${field}\s*=`).test(each)) + 1;
  return new Failure(`${file}:${line || 1} ${field} ${what}`);
}

/** Settings of the whole worker that stand in a table, since they come after its first line, each with the table. */
function misplacedIn(settings: Readonly<Record<string, unknown>>): (readonly [table: string, field: string])[] {
  const ofWorker = ["routes", "route", "workers_dev", "account_id", "compatibility_date"];
  return Object.entries(settings).flatMap(([table, value]) =>
    [value]
      .flat()
      .flatMap((entry) =>
        isRecord(entry) ? ofWorker.filter((field) => field in entry).map((field) => [table, field] as const) : [],
      ),
  );
}

/** The worker's first module, by its path from the project's folder. */
export const mainOf = (): string | undefined => textIn(parseFile(configFile)["main"]);

function routesIn({ route, routes }: Readonly<Record<string, unknown>>): readonly unknown[] {
  return [...(route === undefined ? [] : [route]), ...(Array.isArray(routes) ? (routes as readonly unknown[]) : [])];
}

/**
 * wrangler.toml beside itself, without anything that leads readers to the worker, until it is disposed of. wrangler takes
 * paths in it from its folder.
 */
export function withoutRoutes(): Disposable & { readonly file: string } {
  const { route: _, routes: __, ...others } = parseFile(configFile);
  const file = ".wrangler-without-routes.toml";
  writeFileSync(file, stringify({ ...others, workers_dev: false, preview_urls: false }));
  return { file, [Symbol.dispose]: () => rmSync(file, { force: true }) };
}

/** No namespace is bound to the worker. */
export const unbound = (file: string): Failure =>
  new Failure(`${file}: kv_namespaces has no binding "${binding}"; add\n\n[[kv_namespaces]]\nbinding = "${binding}"`);

/** A text that is not empty. */
const textIn = (value: unknown): string | undefined => (typeof value === "string" && value !== "" ? value : undefined);

function parseFile(file: string): Readonly<Record<string, unknown>> {
  let text = "";
  try {
    text = readFileSync(file, "utf8");
    return parse(text);
  } catch (error) {
    const conflicting = error instanceof TomlError ? conflictIn(text) : undefined;
    if (conflicting !== undefined)
      throw new Failure(`${file}:${positionAfter(text.slice(0, conflicting)).line} ${conflict}`);
    if (error instanceof TomlError)
      throw new Failure(`${file}:${error.line}:${error.column} ${error.message.split("\n")[0]}`);
    throw new Failure(
      `There is no ${file} here; run this command in the project's folder (wrangler.jsonc is not read)`,
    );
  }
}

/** Writes the namespace's id into wrangler.toml and changes nothing else, comments and layout included. */
export function writeNamespace(id: string): void {
  writeFileSync(configFile, withNamespace(readFileSync(configFile, "utf8"), id));
}

/** @returns the text of wrangler.toml with `id` in the table of the binding */
export function withNamespace(text: string, id: string): string {
  const newline = text.includes("\r\n") ? "\r\n" : "\n";
  const line = new RegExp(String.raw`^([ \t]*)binding\s*=\s*["']${binding}["'].*`, "m");
  const tables = text.split(/^(?=[ \t]*\[)/m);
  const index = tables.findIndex((table) => /^\s*\[\[\s*kv_namespaces\s*\]\]/.test(table) && line.test(table));
  const table = tables[index];
  if (table === undefined)
    throw new Failure(
      `wrangler.toml: the table of the binding "${binding}" was not found; add to it the line\n\nid = "${id}"`,
    );
  const known = /^([ \t]*id\s*)=\s*("[^"]*"|'[^']*')/m;
  const named = known.test(table)
    ? table.replace(known, `$1= "${id}"`)
    : table.replace(line, `$&${newline}$1id = "${id}"`);
  return tables.with(index, named).join("");
}
