import { mkdirSync, openSync, readSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
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

export interface WriterSettings {
  /** Gets the files, and has the parts of the manifest at `partFile`. */
  readonly folder: string;
  readonly frame: Frame;
}

/** Where parts of the manifest are while the pages are written. */
export const partFile = (folder: string, part: number): string => join(folder, ".blobs", `${part}`);

/** Writes pages to where a host looks for them. */
export function pageWriter({ folder, frame }: WriterSettings): (pages: readonly Page[]) => void {
  const files = new Map<number, number>();
  const render = renderer(frame);
  const encoder = new TextEncoder();
  const made = new Set<string>();
  return (pages) => {
    for (const { path, kind, part, offset, length } of pages) {
      const blobs = files.get(part) ?? openSync(partFile(folder, part), "r");
      files.set(part, blobs);
      const line = Buffer.allocUnsafe(length);
      readSync(blobs, line, 0, length, offset);
      const file = join(folder, fileOf(path));
      const parent = dirname(file);
      if (!made.has(parent)) mkdirSync(parent, { recursive: true });
      made.add(parent);
      writeFileSync(file, Buffer.concat(render(kind, encoder.encode(valueOf(line.toString())))));
    }
  };
}

/** The file of a path: `/posts/hello/` is `posts/hello/index.html`. Hosts decode a path before they look for its file. */
function fileOf(path: string): string {
  const name = decodeURIComponent(path).slice(1);
  return name === "" || name.endsWith("/") ? `${name}index.html` : name;
}
