import Papa from "papaparse";
import { Failure } from "../../base/failure.ts";
import { positionAfter } from "../../base/line-and-column.ts";

type Row = Readonly<Record<string, string>>;

/** The rows of a CSV file (RFC 4180) by the names in its first line, in lower case with `_` for spaces. Throws `Failure`, naming `file`, for what is not CSV. */
export function readCsv(text: string, file: string): Row[] {
  const { data, errors } = Papa.parse<Row>(text, {
    delimiter: ",",
    header: true,
    skipEmptyLines: "greedy",
    transformHeader: (name) => name.trim().toLowerCase().replaceAll(" ", "_"),
  });
  // Rows may be shorter or longer than the first; a quotation mark without its half has taken in what follows.
  const broken = errors.find(({ type }) => type === "Quotes");
  if (!broken) return data;
  const { line } = positionAfter(text.slice(0, broken.index));
  throw new Failure(`${file} is not a whole CSV file: ${broken.message}, on line ${line}; download it again`);
}
