import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Frame } from "../../src/views/frame.ts";
import { renderApology } from "../../src/views/render.ts";
import type { Problem } from "../base/problems.ts";
import { written } from "./write-pages.ts";

/** `404.html`, which hosts know by its name, and `410.html`. Gives what a view throws at each. */
export const writeErrorPages = (
  folder: string,
  theme: string,
  frame: Frame,
): (readonly [string, Problem | undefined])[] =>
  (
    [
      ["404.html", "notFound"],
      ["410.html", "gone"],
    ] as const
  ).map(([name, reason]) => [`/${name}`, written(join(folder, name), () => renderApology(reason, frame), { theme })]);

/** One per line: path, target, status. Netlify, Cloudflare Pages and others read it. */
export function writeRedirects(
  folder: string,
  moved: readonly { readonly path: string; readonly to: string }[],
  gone: readonly string[],
): void {
  const lines = [...moved.map(({ path, to }) => `${path} ${to} 301`), ...gone.map((path) => `${path} /410.html 410`)];
  writeFileSync(join(folder, "_redirects"), lines.map((line) => `${line}\n`).join(""));
}
