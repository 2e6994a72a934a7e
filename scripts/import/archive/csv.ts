import { CsvError, parse } from "csv-parse/sync";
import { Failure } from "../../base/failure.ts";

/** The rows of a CSV file (RFC 4180) by the names in its first line, in lower case with `_` for spaces. Throws `Failure`, naming `file`, for what is none. */
export function readCsv(text: string, file: string): Readonly<Record<string, string>>[] {
  const columns = (names: readonly string[]): string[] =>
    names.map((name) => name.trim().toLowerCase().replaceAll(" ", "_"));
  try {
    return parse(text, {
      columns,
      bom: true,
      relax_column_count: true,
      relax_quotes: true,
      skip_records_with_empty_values: true,
    });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw new Failure(`${file} is not a whole CSV file: ${error.message}; download it again`);
  }
}
