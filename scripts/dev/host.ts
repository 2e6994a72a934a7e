import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { Response } from "miniflare";

/** What the development worker serves; it asks for each part by a path of its own. */
export interface Served {
  /** Grows with each build. */
  readonly version: number;
  readonly release: Uint8Array<ArrayBuffer>;
  readonly blobs: ReadonlyMap<string, string>;
  /** Static files on disk by canonical path. */
  readonly files: ReadonlyMap<string, string>;
  /** The folder of pictures, cards and icons. */
  readonly assets: string;
}

const mediaTypes: Readonly<Record<string, string>> = {
  avif: "image/avif",
  css: "text/css; charset=utf-8",
  gif: "image/gif",
  html: "text/html; charset=utf-8",
  ico: "image/x-icon",
  jpg: "image/jpeg",
  jpeg: "image/jpeg",
  json: "application/json",
  pdf: "application/pdf",
  png: "image/png",
  svg: "image/svg+xml",
  txt: "text/plain; charset=utf-8",
  webmanifest: "application/manifest+json",
  webp: "image/webp",
  xml: "application/xml",
};

/** Answers the development worker, which has neither KV nor assets of its own: `/version`, `/release`, `/blobs/KEY`, `/files/PATH`. */
export function answerWorker(served: Served, url: string): Response {
  const { pathname } = new URL(url);
  const [, part, rest = ""] = /^\/([a-z]+)(.*)$/.exec(pathname) ?? [];
  if (part === "version") return new Response(String(served.version));
  if (part === "release") return new Response(served.release);
  if (part === "blobs") return orNotFound(served.blobs.get(rest.slice(1)));
  const file = served.files.get(rest) ?? made(served.assets, rest);
  if (part !== "files" || file === undefined) return new Response(null, { status: 404 });
  const type = mediaTypes[file.slice(file.lastIndexOf(".") + 1).toLowerCase()] ?? "application/octet-stream";
  return new Response(readFileSync(file), { headers: { "content-type": type } });
}

/** A file that the build made; its name is ASCII, so that nothing has to be decoded and nothing can lead out of the folder. */
function made(assets: string, path: string): string | undefined {
  const file = join(assets, path);
  return /^(\/[\w.-]+)+$/.test(path) && !path.includes("..") && statSync(file, { throwIfNoEntry: false })?.isFile()
    ? file
    : undefined;
}

const orNotFound = (text: string | undefined): Response =>
  text === undefined ? new Response(null, { status: 404 }) : new Response(text);
