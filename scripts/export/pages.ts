import { mkdirSync, openSync, readSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Bytes } from "../../src/content/blob.ts";
import type { FileKind, ModelKind } from "../../src/content/release.ts";
import { renderer } from "../../src/views/body.ts";
import type { Frame } from "../../src/views/frame.ts";
import { inside } from "../compile/inside.ts";
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

export interface PageSettings {
  /** Has the parts of the manifest at `partFile`, and gets the pages. */
  readonly folder: string;
  readonly frame: Frame;
}

/** Where parts of the manifest are while the pages are written. */
export const partFile = (folder: string, part: number): string => join(folder, ".blobs", `${part}`);

/** Writes pages as the worker sends them to where a host looks for them. */
export function pageWriter({ folder, frame }: PageSettings): (page: Page) => void {
  const blobOf = blobReader(folder);
  const render = renderer(frame);
  const made = new Set<string>();
  return (page) => {
    const file = inside(folder, fileOf(page.path));
    const parent = dirname(file);
    if (!made.has(parent)) mkdirSync(parent, { recursive: true });
    made.add(parent);
    writeFileSync(file, Buffer.concat(render(page.kind, blobOf(page))));
  };
}

function blobReader(folder: string): (page: Page) => Bytes {
  const parts = new Map<number, number>();
  const encoder = new TextEncoder();
  return ({ part, offset, length }) => {
    const file = parts.get(part) ?? openSync(partFile(folder, part), "r");
    parts.set(part, file);
    const line = Buffer.allocUnsafe(length);
    readSync(file, line, 0, length, offset);
    return encoder.encode(valueOf(line.toString()));
  };
}

/** The file of a path: `/posts/hello/` is `posts/hello/index.html`. Hosts decode a path before they look for its file. */
function fileOf(path: string): string {
  const name = decodeURIComponent(path).slice(1);
  return name === "" || name.endsWith("/") ? `${name}index.html` : name;
}
