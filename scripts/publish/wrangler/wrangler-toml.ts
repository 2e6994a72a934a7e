import { readFileSync, writeFileSync } from "node:fs";
import { parse, TomlError } from "smol-toml";
import { isRecord } from "../../base/record.ts";
import { Failure } from "../../base/failure.ts";

/** Name of the KV binding that the worker reads its blobs from. */
export const binding = "BLOBS";

/** What publishing needs from wrangler.toml. */
export interface Config {
  /** The worker's name. */
  readonly name: string;
  readonly account?: string;
  /** Id of the KV namespace; undefined before the first publication. */
  readonly namespace?: string;
}

export function readConfig(file: string): Config {
  const { name, account_id: account, kv_namespaces: namespaces } = parseFile(file);
  if (typeof name !== "string")
    throw new Failure(`${file}: name is missing, expected the worker's name, such as name = "blog"`);
  const bound = Array.isArray(namespaces)
    ? namespaces.filter(isRecord).find((entry) => entry["binding"] === binding)
    : undefined;
  if (bound === undefined)
    throw new Failure(
      `${file}: kv_namespaces has no binding "${binding}"; add\n\n[[kv_namespaces]]\nbinding = "${binding}"`,
    );
  const { id } = bound;
  return {
    name,
    ...(typeof account === "string" ? { account } : {}),
    ...(typeof id === "string" && id !== "" ? { namespace: id } : {}),
  };
}

function parseFile(file: string): Readonly<Record<string, unknown>> {
  try {
    return parse(readFileSync(file, "utf8"));
  } catch (error) {
    if (error instanceof TomlError)
      throw new Failure(`${file}:${error.line}:${error.column} ${error.message.split("\n")[0]}`);
    throw new Failure(`There is no ${file} here; run this command in the project's folder`);
  }
}

/** Writes the namespace's id into wrangler.toml and changes nothing else, comments and layout included. */
export function writeNamespace(file: string, id: string): void {
  writeFileSync(file, withNamespace(readFileSync(file, "utf8"), id));
}

/** @returns the text of wrangler.toml with `id` in the table of the binding */
export function withNamespace(text: string, id: string): string {
  const newline = text.includes("\r\n") ? "\r\n" : "\n";
  const lines = text.split(newline);
  const line = lines.findIndex((candidate) => new RegExp(`^\\s*binding\\s*=\\s*["']${binding}["']`).test(candidate));
  const start = lines.slice(0, line).findLastIndex(isTable);
  if (line < 0 || !/^\s*\[\[\s*kv_namespaces\s*\]\]/.test(lines[start] ?? ""))
    throw new Failure(
      `wrangler.toml: the table of the binding "${binding}" was not found; add to it the line\n\nid = "${id}"`,
    );
  const next = lines.findIndex((candidate, index) => index > start && isTable(candidate));
  const end = next < 0 ? lines.length : next;
  const known = lines.findIndex((candidate, index) => index > start && index < end && /^\s*id\s*=/.test(candidate));
  const indent = /^\s*/.exec(lines[line] ?? "")?.[0] ?? "";
  if (known >= 0) lines[known] = (lines[known] ?? "").replace(/=\s*("[^"]*"|'[^']*')/, `= "${id}"`);
  else lines.splice(line + 1, 0, `${indent}id = "${id}"`);
  return lines.join(newline);
}

const isTable = (line: string): boolean => /^\s*\[/.test(line);
