import { parseSettings } from "../../../scripts/read/settings.ts";
import { readYaml } from "../../../scripts/read/syntax/yaml.ts";
import type { Site } from "../../../src/content/site.ts";

/** Reads a `site.yaml`, and what is wrong with it as `line:column severity message`; the address is in line 1. */
export function readSettings(yaml: string): { readonly site: Site | undefined; readonly problems: readonly string[] } {
  const fields = readYaml(`url: https://blog.example\n${yaml}`);
  if (!("data" in fields)) throw new Error(fields.message);
  const problems: string[] = [];
  const settings = parseSettings(fields.data, ({ severity, message, ...field }) => {
    const { line, column } = fields.locate(field);
    problems.push(`${line}:${column} ${severity} ${message}`);
  });
  return { site: settings?.site, problems };
}
