import { type Bytes, readModel } from "../content/blob.ts";
import type { Models } from "../content/models.ts";
import { type FileKind, isFileKind, type ModelKind } from "../content/release.ts";
import type { Frame } from "../views/frame.ts";
import { renderPage } from "../views/render.ts";

/** Makes of a blob what is sent: of a file itself, of a model the page of its kind. In parts, to be joined at once: the next call uses their memory again. */
export type Render = (kind: ModelKind | FileKind, blob: Bytes) => readonly Bytes[];

// No text has a U+0000 (HTML §13.2.2), so it can mark what goes into a page as bytes: most of the page, never made a string.
const mark = "\u0000";
const markByte = 0;

export function renderer(frame: Frame): Render {
  const style = encoder.encode(frame.style) as Bytes;
  const hollow: Frame = { ...frame, style: mark };

  return (kind, blob) => {
    if (isFileKind(kind)) return [blob];
    const { model, html } = readModel(blob);
    // The prebuild wrote the blob from a model of just this kind.
    const text = encode(renderPage(kind, { ...model, html: mark } as Models[typeof kind], hollow));
    // The style stands in the head, so that its mark is the first one.
    const [head, rest] = cut(text);
    if (html === undefined) return [head, style, rest];
    const [before, after] = cut(rest);
    return [head, style, before, html, after];
  };
}

const encoder = new TextEncoder();
let scratch = new Uint8Array(64 * 1024);

/** In memory that the next call uses again: to make an array for each text takes longer than to encode it. */
function encode(text: string): Bytes {
  // A UTF-16 code unit takes at most three bytes (https://developer.mozilla.org/docs/Web/API/TextEncoder/encodeInto).
  if (text.length * 3 > scratch.byteLength) scratch = new Uint8Array(text.length * 3);
  return scratch.subarray(0, encoder.encodeInto(text, scratch).written);
}

/** What stands before the first mark and after it. */
function cut(text: Bytes): readonly [Bytes, Bytes] {
  const at = text.indexOf(markByte);
  return [text.subarray(0, at), text.subarray(at + 1)];
}
