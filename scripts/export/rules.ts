import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Frame } from "../../src/views/frame.ts";
import { renderApology } from "../../src/views/render.ts";

/** `404.html`, which hosts know by its name, and `410.html`. */
export function writeErrorPages(folder: string, frame: Frame): void {
  writeFileSync(join(folder, "404.html"), renderApology("notFound", frame));
  writeFileSync(join(folder, "410.html"), renderApology("gone", frame));
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
