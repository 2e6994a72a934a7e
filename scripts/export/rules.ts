import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { mediaTypes } from "../../src/content/release.ts";
import { policies } from "../../src/http/policy.ts";
import { securityHeaders } from "../../src/http/security.ts";
import type { Frame } from "../../src/views/frame.ts";
import { renderGone, renderNotFound } from "../../src/views/render.ts";
import type { Page } from "./write-pages.ts";

/** `404.html`, which hosts know by its name, and `410.html`. */
export function writeErrorPages(folder: string, frame: Frame): void {
  writeFileSync(join(folder, "404.html"), renderNotFound(frame));
  writeFileSync(join(folder, "410.html"), renderGone(frame));
}

/** One per line: path, target, status. Netlify, Cloudflare Pages and others read it. */
export function writeRedirects(
  folder: string,
  moved: readonly { readonly path: string; readonly to: string }[],
  gone: readonly string[],
): void {
  const lines = [...moved.map(({ path, to }) => `${path} ${to} 301`), ...gone.map((path) => `${path} /410.html 410`)];
  writeFileSync(join(folder, "_redirects"), lines.map((line) => `${line}\n`).join(""));
}

/** A path pattern, followed by its indented headers. Later rules add to earlier ones. */
export function writeHeaders(folder: string, mark: string, styleDigest: string, files: readonly Page[]): void {
  const always = Object.entries(securityHeaders(styleDigest)).map(([name, value]) => `${name}: ${value}`);
  const immutable = ["! Cache-Control", "Cache-Control: public, max-age=31536000, immutable"];
  const rules: [string, string[]][] = [
    ["/*", [...always, `Cache-Control: public, max-age=${policies.page.browser}`]],
    ["/pictures/*", immutable],
    ["/cards/*", immutable],
    ...patternsOf(files).map(([pattern, type]): [string, string[]] => [pattern, [`Content-Type: ${type}`]]),
  ];
  const text = rules.map(([path, lines]) => `${[path, ...lines].join("\n  ")}\n`).join("");
  writeFileSync(join(folder, "_headers"), `${mark}\n${text}`);
}

/** Patterns for files whose type a host can't tell by name. */
function patternsOf(files: readonly Page[]): [string, string][] {
  const patterns = new Map<string, string>();
  for (const { path, kind } of files) {
    const type = Object.entries(mediaTypes).find(([name]) => name === kind)?.[1];
    const name = path.slice(path.lastIndexOf("/") + 1);
    const pattern = kind === "markdown" ? "/*.md" : kind === "sitemap" || kind === "text" ? path : `/*${name}`;
    if (type !== undefined) patterns.set(pattern, type);
  }
  return [...patterns];
}
