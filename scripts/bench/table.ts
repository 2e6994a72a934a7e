/** What was found out: a line of a table, its cells by the headings of their columns. */
export type Row = Readonly<Record<string, string | number>>;

/** A table in Markdown that is one in a terminal too. */
export function tableOf(rows: readonly Row[]): string {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const cells = [columns, ...rows.map((row) => columns.map((column) => row[column]?.toLocaleString("en") ?? ""))];
  const widths = columns.map((_, index) => Math.max(4, ...cells.map((line) => line[index]?.length ?? 0)));
  const isText = columns.map((column) => rows.some((row) => typeof row[column] === "string"));
  const rule = widths.map((width, index) => "-".repeat(width - 1) + (isText[index] ? "-" : ":"));
  const lines = [columns, rule, ...cells.slice(1)].map((line) =>
    line.map((cell, index) => (isText[index] ? cell.padEnd(widths[index] ?? 0) : cell.padStart(widths[index] ?? 0))),
  );
  return lines.map((line) => `| ${line.join(" | ")} |`).join("\n");
}

/** Three digits. */
export const rounded = (number: number): number => Number(number.toPrecision(3));

export const megabytes = (bytes: number): number => rounded(bytes / 1e6);

export const medianOf = (numbers: readonly number[]): number =>
  numbers.toSorted((a, b) => a - b)[numbers.length >> 1] ?? 0;
