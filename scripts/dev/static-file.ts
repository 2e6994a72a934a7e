import { createReadStream, statSync } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import { join } from "node:path";
import { getMimeType, mimes } from "hono/utils/mime";
import { matchesNone } from "../../src/http/conditional.ts";
import { securityHeaders } from "../../src/http/security.ts";
import { isFile, realPath } from "../base/own-file.ts";

// What Hono's table lacks.
const mediaTypes = { ...mimes, m4a: "audio/mp4", ogg: "audio/ogg", vtt: "text/vtt; charset=utf-8" };

/** The file at a path: the author's, by its real path, or one that the build made. */
export function findFile(path: string, own: ReadonlyMap<string, string>, made: string): string | undefined {
  const file = own.get(path);
  // Since the build, a symbolic link may have replaced it or its folder.
  if (file !== undefined) return realPath(file) === file && isFile(file) ? file : undefined;
  // Names of generated files are ASCII, so nothing has to be decoded and nothing can lead out of the folder.
  if (!/^(?:\/[\w.-]+)+$/.test(path) || path.includes("..")) return undefined;
  const candidate = join(made, path);
  return isFile(candidate) ? candidate : undefined;
}

/** Sends a file that a browser may keep but must revalidate, since the author may change it at any time. */
export function sendFile(file: string, request: IncomingMessage, response: ServerResponse): void {
  const stats = statSync(file, { throwIfNoEntry: false });
  if (!stats) return void response.writeHead(404).end();
  const { size, mtimeMs } = stats;
  const etag = `"${size.toString(36)}-${mtimeMs.toString(36)}"`;
  const headers = { ...securityHeaders([]), etag, "cache-control": "no-cache" };
  if (matchesNone(request.headers["if-none-match"] ?? "", etag)) return void response.writeHead(304, headers).end();
  const type = getMimeType(file, mediaTypes) ?? "application/octet-stream";
  response.writeHead(200, { ...headers, "content-type": type, "content-length": size });
  if (request.method === "HEAD" || size === 0) response.end();
  // No more than was promised, in case the file is growing; one that shrinks or vanishes ends the connection.
  else
    createReadStream(file, { end: size - 1 })
      .once("error", () => response.destroy())
      .pipe(response);
}
