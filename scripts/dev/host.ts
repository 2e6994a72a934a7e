import { readFileSync } from "node:fs";
import { Response } from "miniflare";

/** What the development worker serves; it asks for each part by a path of its own. */
export interface Served {
  /** Grows with each build. */
  readonly version: number;
  readonly release: Uint8Array<ArrayBuffer>;
  readonly blobs: ReadonlyMap<string, string>;
  /** Files on disk by canonical path: static ones and pictures. */
  readonly files: ReadonlyMap<string, string>;
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
  const file = served.files.get(rest);
  if (part !== "files" || file === undefined) return new Response(null, { status: 404 });
  const type = mediaTypes[file.slice(file.lastIndexOf(".") + 1).toLowerCase()] ?? "application/octet-stream";
  return new Response(readFileSync(file), { headers: { "content-type": type } });
}

const orNotFound = (text: string | undefined): Response =>
  text === undefined ? new Response(null, { status: 404 }) : new Response(text);
