/** A table as it is printed and as it stands in the page of benchmarks. */
export interface Table {
  readonly title: string;
  readonly note?: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

export function toMarkdown({ title, note, columns, rows }: Table): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  const rule = line(columns.map((_, index) => (index === 0 ? "---" : "---:")));
  return [
    `## ${title}`,
    "",
    ...(note === undefined ? [] : [note, ""]),
    line(columns),
    rule,
    ...rows.map(line),
    "",
  ].join("\n");
}

export function toText({ title, columns, rows }: Table): string {
  const widths = columns.map((column, index) => Math.max(column.length, ...rows.map((row) => row[index]?.length ?? 0)));
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, index) => (index === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[index] ?? 0)))
      .join("  ");
  return [title, line(columns), ...rows.map(line), ""].join("\n");
}
