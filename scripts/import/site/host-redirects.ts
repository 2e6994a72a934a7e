import { existsSync, readFileSync } from "node:fs";
import { join, posix } from "node:path";
import { isRecord } from "../../base/record.ts";
import { isIn } from "../files.ts";
import { readToml } from "../matter.ts";
import type { Note } from "../source.ts";

/** A rule of the old site's host. */
interface Rule {
  readonly from: string;
  readonly to: string;
  /** Where it stands. */
  readonly place: string;
}

export interface HostRedirects {
  readonly rules: readonly Rule[];
  readonly notes: readonly Note[];
}

const folders = ["", "static", "public", "src", "content", "source"];

/**
 * The redirects that the old site left to its host: lines of `_redirects` (Netlify, Cloudflare Pages) and those of
 * `netlify.toml`. What no redirect here can say is noted.
 */
export function hostRedirects(root: string): HostRedirects {
  const rules: Rule[] = [];
  const notes: Note[] = [];
  const add = (place: string, from: string, to: string, status: string, isPlain: boolean): void => {
    const is = (message: string): number =>
      notes.push({ message: `the host's rule … ${message}`, of: [`${place} ${from} ${to}`] });
    if (!/^30[1278]!?$/.test(status)) is("is not a redirect, and was left out");
    else if (!isPlain) is("depends on the reader, and was left out");
    else if (/\*|\/:|^https?:/.test(from)) is("has a wildcard or a host, which no redirect here has, and was left out");
    else rules.push({ from, to, place });
  };
  for (const file of folders.map((folder) => posix.join(folder, "_redirects")).filter((each) => isIn(root, each)))
    for (const [index, line] of readFileSync(join(root, file), "utf8").split(/\r?\n/).entries()) {
      const [from, ...rest] = line
        .replace(/(^|\s)#.*$/, "")
        .split(/\s+/)
        .filter((part) => part !== "");
      if (from === undefined) continue;
      const at = rest.findIndex((part) => /^(\/|https?:)/.test(part));
      const [to, status = "301", ...conditions] = rest.slice(Math.max(at, 0));
      if (to !== undefined) add(`${file}:${index + 1}`, from, to, status, at === 0 && conditions.length === 0);
    }
  if (existsSync(join(root, "netlify.toml")) && isIn(root, "netlify.toml"))
    for (const rule of tomlRules(join(root, "netlify.toml"))) {
      const { from, to, status = 301, conditions, query } = rule;
      if (typeof from === "string" && typeof to === "string")
        add("netlify.toml", from, to, String(status), conditions === undefined && query === undefined);
    }
  return { rules, notes };
}

function tomlRules(file: string): Record<string, unknown>[] {
  try {
    const { redirects } = readToml(readFileSync(file, "utf8"));
    return Array.isArray(redirects) ? redirects.filter(isRecord) : [];
  } catch {
    return []; // the host's own file is none of an import's business
  }
}
