import { type Bytes, readModel } from "../content/blob.ts";
import type { Models } from "../content/models.ts";
import { type FileKind, isFileKind, type ModelKind } from "../content/release.ts";
import type { Frame } from "./frame.ts";
import { renderPage } from "./render.ts";

/** Makes of a blob what is sent: of a file itself, of a model the page of its kind. In parts, so that whoever sends them joins them once. */
export type Render = (kind: ModelKind | FileKind, blob: Bytes) => readonly Bytes[];

// No text has a U+0000 (HTML §13.2.2), so it can mark what goes into a page as bytes: most of the page, never made a string.
const mark = "\u0000";

export function renderer(frame: Frame): Render {
  const style = encode(frame.style);
  const hollow: Frame = { ...frame, style: mark };

  return (kind, blob) => {
    if (isFileKind(kind)) return [blob];
    const { model, html } = readModel(blob);
    // The prebuild wrote the blob from a model of just this kind.
    const text = renderPage(kind, { ...model, html: mark } as Models[typeof kind], hollow);
    // The style stands in the head, so that its mark is the first one.
    const [head = "", beforeHtml = "", afterHtml] = text.split(mark);
    if (html === undefined || afterHtml === undefined) return [encode(head), style, encode(beforeHtml)];
    return [encode(head), style, encode(beforeHtml), html, encode(afterHtml)];
  };
}

const encoder = new TextEncoder();

const encode = (text: string): Bytes => encoder.encode(text) as Bytes;
