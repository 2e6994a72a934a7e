import { readFileSync } from "node:fs";
import { SourceMap } from "node:module";
import { resolve } from "node:path";
import { positionAfter } from "../base/line-and-column.ts";
import { type Position, type Problem, shownPath } from "../base/problems.ts";
import { present } from "../base/record.ts";

/** Where a project has its theme. */
export const themePath = "src/theme.ts";

/** What a bundle threw, at the place in the project's own sources. `name` is in each frame of it, `folder` where it is. */
export function problemOfThrown(
  stack: string,
  { code, name = "", folder = "." }: { readonly code: string; readonly name?: string; readonly folder?: string },
): Problem {
  const payload = Buffer.from(code.slice(code.lastIndexOf(mapMarker) + mapMarker.length), "base64").toString();
  const sources = new SourceMap(JSON.parse(payload) as ConstructorParameters<typeof SourceMap>[0]);
  const lines = stack.split("\n");
  const first = lines.findIndex((line) => /^\s+at /.test(line));
  const frames = lines.slice(first).filter((line) => line.includes(name));
  const places = frames.flatMap((line): Place[] => {
    const [, row, column] = /:(\d+):(\d+)\)?$/.exec(line) ?? [];
    if (row === undefined) return []; // in a function of the language, such as Array.reduce
    const origin = sources.findOrigin(Number(row), Number(column));
    if (!("fileName" in origin)) return [];
    const place = { line: origin.lineNumber, column: origin.columnNumber };
    return [placeIn(resolve(folder, origin.fileName), place)];
  });
  const place = places.find(({ file }) => isOwn(file)) ?? places[0] ?? { file: themePath, line: 1, column: 1 };
  return { severity: "error", ...place, message: (first < 0 ? lines : lines.slice(0, first)).join(" ") };
}

/** Before the source map of a bundle, in its last line. */
export const mapMarker = "//# sourceMappingURL=data:application/json;base64,";

type Place = Pick<Problem, "file" | "line" | "column" | "source">;

/** Whether a file is the project's own and no package's. */
const isOwn = (file: string): boolean => !/(?:^|[\\/])node_modules[\\/]/.test(file);

function placeIn(path: string, place: Position): Place {
  const source = readFileSync(path, "utf8").split("\n")[place.line - 1];
  return { file: shownPath(path), ...place, ...present({ source }) };
}

/** The first place at which one of these texts stands in the project's own files, the surest text first. */
export function placeOfText(texts: readonly (string | RegExp)[], files: readonly string[]): Place | undefined {
  for (const text of texts)
    for (const file of files.filter(isOwn)) {
      const source = readFileSync(file, "utf8").replaceAll("\r\n", "\n");
      const before = source.split(text, 1)[0] ?? "";
      if (before.length < source.length) return placeIn(resolve(file), positionAfter(before));
    }
  return undefined;
}
