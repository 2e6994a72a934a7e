import { writeFileSync } from "node:fs";
import { join, posix } from "node:path";
import { type FileKind, isFileKind, mediaTypes, type ModelKind } from "../../src/content/release.ts";
import type { Policy } from "../../src/content/site.ts";
import { securityHeaders } from "../../src/http/security.ts";

interface HeaderRules {
  /** A line before the rules. */
  readonly comment?: string;
  /** Of the stylesheets that pages contain, where pages are among the files. */
  readonly styleDigests?: readonly string[];
  /** What the site opens in the policy. */
  readonly policy?: Policy | undefined;
  /** How long browsers keep what has no rule of its own, in seconds. */
  readonly maxAge: number;
  /** Routes that are files too, so that their types have to be said. */
  readonly routes?: readonly { readonly path: string; readonly kind: ModelKind | FileKind }[];
}

/** What Cloudflare sends with the files that it serves without the worker. */
export const assetRules: HeaderRules = { maxAge: 3600 };

/** Opened by itself, an SVG is a document that could run scripts. */
const drawingPolicy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; sandbox";

/**
 * Writes `_headers` as Cloudflare and Netlify read it: a pattern of paths, and below it, indented, what is sent with them.
 * Later rules add to earlier ones.
 */
export function writeHeaderRules(
  folder: string,
  { comment, styleDigests = [], policy, maxAge, routes = [] }: HeaderRules,
): void {
  const always = Object.entries(securityHeaders(styleDigests, policy)).map(([name, value]) => `${name}: ${value}`);
  const immutable = ["! Cache-Control", "Cache-Control: public, max-age=31536000, immutable"];
  const rules: Record<string, readonly string[]> = {
    "/*": [...always, `Cache-Control: public, max-age=${maxAge}`],
    "/pictures/*": immutable,
    "/cards/*": immutable,
    "/type/*": immutable,
    "/*.svg": ["! Content-Security-Policy", `Content-Security-Policy: ${drawingPolicy}`],
  };
  for (const { path, kind } of routes)
    if (isFileKind(kind)) rules[patternFor(path, kind)] = [`Content-Type: ${mediaTypes[kind]}`];
  const lines = Object.entries(rules).flatMap(([pattern, fields]) => [pattern, ...fields.map((field) => `  ${field}`)]);
  writeFileSync(join(folder, "_headers"), [comment, ...lines, ""].filter((line) => line !== undefined).join("\n"));
}

/** Files whose names alone would not tell a host their type. */
function patternFor(path: string, kind: FileKind): string {
  if (kind === "markdown") return "/*.md";
  return kind === "sitemap" || kind === "text" ? path : `/*${posix.basename(path)}`;
}
