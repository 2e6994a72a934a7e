/** The rows of a CSV file (RFC 4180) by the names in its first line, in lower case with `_` for spaces. */
export function readCsv(file: string): Readonly<Record<string, string>>[] {
  const [head = [], ...rows] = cellsOf(file.replace(/^\uFEFF/, ""));
  const names = head.map((name) => name.trim().toLowerCase().replaceAll(" ", "_"));
  return rows
    .filter((row) => row.some((cell) => cell !== ""))
    .map((row) => Object.fromEntries(names.map((name, index) => [name, row[index] ?? ""])));
}

function cellsOf(text: string): string[][] {
  const rows: string[][] = [[]];
  for (const [, quoted, bare, after] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/g)) {
    rows.at(-1)?.push(quoted?.replaceAll('""', '"') ?? bare ?? "");
    if (after !== ",") rows.push([]);
  }
  return rows;
}
