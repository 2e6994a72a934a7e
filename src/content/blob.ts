/** Text in UTF-8. Not a view of shared memory, which no response takes. */
export type Bytes = Uint8Array<ArrayBuffer>;

/**
 * A model as it stands in its blob: its JSON, and the HTML of an article below that in a line of its own, as it is. So
 * neither side has to escape and to parse what is most of it. JSON has no line breaks of its own.
 */
export function writeModel(model: object): string {
  if (!("html" in model) || typeof model.html !== "string") return JSON.stringify(model);
  const { html, ...rest } = model;
  return `${JSON.stringify(rest)}\n${html}`;
}

/** Takes a blob apart again; `html` is there when the model has some. */
export function readModel(blob: Bytes): { readonly model: object; readonly html?: Bytes } {
  const end = blob.indexOf(lineFeed);
  const head = end === -1 ? blob : blob.subarray(0, end);
  const model = JSON.parse(decoder.decode(head)) as object;
  return end === -1 ? { model } : { model, html: blob.subarray(end + 1) };
}

const lineFeed = 10;

const decoder = new TextDecoder();
