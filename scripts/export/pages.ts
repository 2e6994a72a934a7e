import { mkdirSync, openSync, readSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Bytes } from "../../src/content/blob.ts";
import type { FileKind, ModelKind } from "../../src/content/release.ts";
import { renderer } from "../../src/views/body.ts";
import type { Frame } from "../../src/views/frame.ts";
import { valueOf } from "../compile/kept-blobs.ts";

/** A route that becomes a file, and where its blob is among the manifest's lines. */
export interface Page {
  /** Canonical. */
  readonly path: string;
  readonly kind: ModelKind | FileKind;
  readonly part: number;
  readonly offset: number;
  readonly length: number;
}

/** What a file is to hold. */
export interface PageFile {
  readonly path: string;
  readonly bytes: Bytes;
}

export interface RenderSettings {
  /** Has the parts of the manifest at `partFile`. */
  readonly folder: string;
  readonly frame: Frame;
}

/** Where parts of the manifest are while the pages are written. */
export const partFile = (folder: string, part: number): string => join(folder, ".blobs", `${part}`);

/** Makes of pages the bytes that the worker sends for them. */
export function pageRenderer({ folder, frame }: RenderSettings): (page: Page) => PageFile {
  const parts = new Map<number, number>();
  const render = renderer(frame);
  const encoder = new TextEncoder();
  return ({ path, kind, part, offset, length }) => {
    const file = parts.get(part) ?? openSync(partFile(folder, part), "r");
    parts.set(part, file);
    const line = Buffer.allocUnsafe(length);
    readSync(file, line, 0, length, offset);
    return { path, bytes: joined(render(kind, encoder.encode(valueOf(line.toString())))) };
  };
}

/** In memory of its own, which can go from one thread to another. */
function joined(parts: readonly Bytes[]): Bytes {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.byteLength, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.byteLength;
  }
  return whole;
}

/** Writes pages to where a host looks for them. */
export function pageWriter(folder: string): (page: PageFile) => void {
  const made = new Set<string>();
  return ({ path, bytes }) => {
    const file = join(folder, fileOf(path));
    const parent = dirname(file);
    if (!made.has(parent)) mkdirSync(parent, { recursive: true });
    made.add(parent);
    writeFileSync(file, bytes);
  };
}

/** The file of a path: `/posts/hello/` is `posts/hello/index.html`. Hosts decode a path before they look for its file. */
function fileOf(path: string): string {
  const name = decodeURIComponent(path).slice(1);
  return name === "" || name.endsWith("/") ? `${name}index.html` : name;
}
