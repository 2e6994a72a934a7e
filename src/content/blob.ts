/**
 * A model as it stands in its blob: its JSON, and the HTML of an article below that in a line of its own, as it is. So
 * neither side has to escape and to parse what is most of it. JSON has no line breaks of its own.
 */
export function writeModel(model: object): string {
  if (!("html" in model) || typeof model.html !== "string") return JSON.stringify(model);
  const { html, ...rest } = model;
  return `${JSON.stringify(rest)}\n${html}`;
}

/** The model that a blob contains. */
export function readModel(blob: string): object {
  const end = blob.indexOf("\n");
  if (end === -1) return JSON.parse(blob) as object;
  return { ...(JSON.parse(blob.slice(0, end)) as object), html: blob.slice(end + 1) };
}
