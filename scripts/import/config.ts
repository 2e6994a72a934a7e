import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ownFile } from "../base/own-file.ts";
import { isRecord } from "../base/record.ts";
import { type Data, readToml, readYaml } from "./matter.ts";
import { readText } from "./utf8-text.ts";
import { Failure } from "../base/failure.ts";

/** Reads a configuration by its extension: `.toml`, `.yaml`, `.yml` or `.json`. Throws `Failure` naming the file. */
export function readConfig(folder: string, name: string): Data {
  const file = join(folder, name);
  try {
    const text = readFileSync(file, "utf8");
    return name.endsWith(".toml") ? readToml(text) : readYaml(text); // JSON is YAML
  } catch (error) {
    const reason = error instanceof Error ? error.message.split("\n")[0] : String(error);
    throw new Failure(`${file} can't be read: ${reason}`);
  }
}

/** The first of these configurations that exists. */
export function firstConfig(folder: string, names: readonly string[]): Data | undefined {
  for (const name of names) {
    const found = ownFile(folder, name);
    if (found && "refused" in found)
      throw new Failure(`${join(folder, name)} is a symbolic link to another folder; replace it with the file itself`);
    if (found) return readConfig(folder, name);
  }
  return undefined;
}

/** A value by its path; names are case-insensitive. */
export function setting(config: Data, ...path: readonly string[]): unknown {
  let value: unknown = config;
  for (const part of path) {
    if (!isRecord(value)) return undefined;
    const key = Object.keys(value).find((each) => each.toLowerCase() === part.toLowerCase());
    value = key === undefined ? undefined : value[key];
  }
  return value;
}

export const textSetting = (config: Data, ...path: readonly string[]): string | undefined =>
  readText(setting(config, ...path));

/** Origin and base path of a site's address: `https://ada.example` and `/blog` for `https://ada.example/blog/`. */
export function splitAddress(address: string | undefined): { readonly origin?: string; readonly base: string } {
  const url = address === undefined ? null : URL.parse(address);
  if (!url || !/^https?:$/.test(url.protocol)) return { base: "" };
  return { origin: url.origin, base: url.pathname.replace(/\/+$/, "") };
}

/** Ways to write the old site's address in a link, the longest first. */
export function originsOf(address: string | undefined): string[] {
  const { origin, base } = splitAddress(address);
  if (origin === undefined) return [];
  const host = origin.replace(/^https?:\/\//, "");
  return [`https://${host}`, `http://${host}`].flatMap((each) => (base === "" ? [each] : [each + base, each]));
}

/** Addresses with and without the site's base path, if it has one: both are old addresses. */
export const withBase = (urls: readonly string[], base: string): string[] =>
  base === "" ? [...urls] : [...urls, ...urls.map((url) => base + url)];
