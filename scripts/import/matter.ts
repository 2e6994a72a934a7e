import { isRecord } from "../base/record.ts";
import type { Note } from "./source.ts";
import { type Document, LineCounter, parseDocument, visit } from "yaml";
import { parseToml } from "../read/syntax/toml.ts";
import { circleIn } from "../read/syntax/yaml.ts";

export type Data = Record<string, unknown>;

/** A Markdown file of another system, split. `bodyLine` is the body's first line in the file, counted from 1. */
export interface Matter {
  readonly data: Data;
  readonly body: string;
  readonly bodyLine: number;
  /** Comments of the front matter, without their `#`. */
  readonly comments: readonly string[];
  /** Whether there was any front matter. Jekyll leaves files without it alone. */
  readonly found: boolean;
}

const fence = /^(?<mark>---|\+\+\+|;;;)[ \t]*\r?\n(?:(?<inner>[^]*?)\r?\n)?\k<mark>[ \t]*(?:\r?\n|$)/;

/** Splits YAML (`---`), TOML (`+++`) or JSON (`{`, `;;;`) from the text. Throws when the front matter can't be read. */
export function splitMatter(file: string): Matter {
  const text = file.replace(/^\uFEFF/, "");
  const match = fence.exec(text);
  if (match?.groups) {
    const inner = match.groups["inner"] ?? "";
    const mark = match.groups["mark"];
    const data = mark === "+++" ? readToml(inner) : mark === ";;;" ? readJson(inner) : readYaml(inner);
    return { ...after(text, match[0].length), data, comments: mark === ";;;" ? [] : commentsIn(inner), found: true };
  }
  const end = text.startsWith("{") ? endOfJson(text) : undefined;
  if (end !== undefined) {
    const rest = /^[ \t]*(\r?\n|$)/.exec(text.slice(end))?.[0] ?? "";
    return { ...after(text, end + rest.length), data: readJson(text.slice(0, end)), comments: [], found: true };
  }
  return { data: {}, body: text, bodyLine: 1, comments: [], found: false };
}

const after = (text: string, length: number): { body: string; bodyLine: number } => ({
  body: text.slice(length),
  bodyLine: text.slice(0, length).split("\n").length,
});

/** YAML as these systems read it: later keys win, dates stay text, and lists in brackets may be indented with tabs. */
export const readYaml = (text: string): Data => record(readValue(text));

/** The same of a text that may also be a list. */
export function readValue(text: string): unknown {
  const lines = new LineCounter();
  const parse = (source: string, lineCounter?: LineCounter) =>
    parseDocument(source, {
      uniqueKeys: false,
      schema: "core",
      prettyErrors: false,
      ...(lineCounter && { lineCounter }),
    });
  const document = parse(text, lines);
  const [error] = document.errors;
  const circle = error ? undefined : circleIn(document);
  if (circle)
    throw new MatterError(
      `*${circle.source} is inside the value that it stands for`,
      lines.linePos(circle.range?.[0] ?? 0).line,
    );
  if (!error) return valueOf(document);
  const spaced = parse(text.replace(/^\t+/gm, (tabs) => "  ".repeat(tabs.length)));
  if (spaced.errors.length > 0) throw new MatterError(error.message, lines.linePos(error.pos[0]).line);
  return valueOf(spaced);
}

/** A number such as 4.0 keeps its zero, as whoever writes a version means it. */
function valueOf(document: Document.Parsed): unknown {
  visit(document, {
    Scalar: (_, node) => {
      if (typeof node.value === "number" && /^\d+\.\d*0$/.test(node.source ?? "")) node.value = node.source;
    },
  });
  return document.toJS({ maxAliasCount: 100 });
}

/** TOML; dates become text as written. */
export function readToml(text: string): Data {
  const read = parseToml(text);
  if ("message" in read) throw new MatterError(read.message, read.line);
  return { ...read.data };
}

function readJson(text: string): Data {
  try {
    return record(JSON.parse(text));
  } catch (cause) {
    throw new MatterError(cause instanceof Error ? cause.message : String(cause), 1);
  }
}

/** Front matter that can't be read. `line` counts from 1 within it. */
class MatterError extends Error {
  readonly line: number;

  constructor(message: string, line: number) {
    super(message);
    this.line = line;
  }
}

/** The report's line about a file that could not be read. */
export function failureOf(file: string, cause: unknown): Note {
  if (!(cause instanceof MatterError))
    return { message: "… can't be read: …", of: [file, cause instanceof Error ? cause.message : String(cause)] };
  return { message: "… the front matter can't be read: …", of: [`${file}:${cause.line + 1}`, cause.message] };
}

function record(value: unknown): Data {
  if (value === null || value === undefined) return {};
  if (!isRecord(value)) throw new MatterError("expected fields such as title: Hello", 1);
  return value;
}

const commentsIn = (inner: string): string[] =>
  inner.split(/\r?\n/).flatMap((line) => {
    const comment = /^\s*#+ ?(.*\S)\s*$/.exec(line)?.[1];
    return comment === undefined ? [] : [comment];
  });

/** Where the JSON object at the start of a file ends, if there is one. */
function endOfJson(text: string): number | undefined {
  let depth = 0;
  let quoted = false;
  for (let at = 0; at < text.length; at++) {
    const char = text[at];
    if (quoted) {
      if (char === "\\") at++;
      else if (char === '"') quoted = false;
    } else if (char === '"') quoted = true;
    else if (char === "{") depth++;
    else if (char === "}" && --depth === 0) return /^\{\s*("|\})/.test(text) ? at + 1 : undefined;
  }
  return undefined;
}
