import { type Bytes, readModel } from "../content/blob.ts";
import type { Models } from "../content/models.ts";
import { type FileKind, isFileKind, type ModelKind } from "../content/release.ts";
import type { Frame } from "./frame.ts";
import { renderPage } from "./render.ts";

/** Makes of a blob what is sent: of a file itself, of a model the page of its kind. */
export type Render = (kind: ModelKind | FileKind, blob: Bytes) => Bytes;

// No text has a U+0000 (HTML §13.2.2), so it can mark what goes into a page as bytes: most of the page, never made a string.
const mark = "\u0000";
const hole = (name: string): string => mark + name + mark;

export function renderer(frame: Frame): Render {
  const style = encode(frame.style);
  const hollow: Frame = { ...frame, style: hole("style") };

  return (kind, blob) => {
    if (isFileKind(kind)) return blob;
    const { model, html } = readModel(blob);
    // The prebuild wrote the blob from a model of just this kind.
    const text = renderPage(kind, { ...model, html: hole("html") } as Models[typeof kind], hollow);
    const fillings: Readonly<Record<string, Bytes | undefined>> = { style, html };
    return joined(text.split(mark).map((part) => fillings[part] ?? encode(part)));
  };
}

const encode = (text: string): Bytes => new TextEncoder().encode(text) as Bytes;

function joined(parts: readonly Bytes[]): Bytes {
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.byteLength, 0));
  let start = 0;
  for (const part of parts) {
    bytes.set(part, start);
    start += part.byteLength;
  }
  return bytes;
}
