import type { Token, Tokens } from "marked";
import type { Body } from "../body.ts";
import { visit } from "../tokens.ts";
import { type Finding, warnSparingly } from "./sparing.ts";

/** Warns of code that never ends, of rows that are not a table, and of cells without a column: readers see what nobody meant. */
export function findSlips(tokens: readonly Token[], { source, warn }: Pick<Body, "source" | "warn">): void {
  const mayHave = { code: /```|~~~/.test(source), table: source.includes("|") };
  if (!mayHave.code && !mayHave.table) return;
  const [open, headless, wide]: [Finding[], Finding[], Finding[]] = [[], [], []];
  visit(tokens, (token) => {
    if (token.type === "code" && mayHave.code) open.push(...endless(token));
    if (token.type === "paragraph" && mayBeTable.test(token.raw)) headless.push({ token, at: 0, message: noTable });
    if (token.type === "table") wide.push(...surplus(token));
  });
  warnSparingly(open, warn);
  warnSparingly(headless, warn);
  warnSparingly(wide, warn);
}

// GFM knows a table by its second line.
const mayBeTable = /^ {0,3}\|.*\|[ \t]*\n {0,3}\|.*\|[ \t]*(?:\n|$)/;
const noTable =
  "rows are not a table without a line of hyphens below the first, write | --- | there, once for each column";

function endless(token: Tokens.Code): Finding[] {
  const [, fence] = /^ {0,3}(`{3,}|~{3,})/.exec(token.raw) ?? [];
  if (fence === undefined) return []; // indented
  const [first = "", ...lines] = token.raw.trimEnd().split("\n");
  const last = (lines.at(-1) ?? "").trim();
  if (last.startsWith(fence) && last === fence.charAt(0).repeat(last.length)) return [];
  const what = `code that begins with ${first.trim().slice(0, 20)} never ends, so that all below is code`;
  return [{ token, at: 0, message: `${what}, write ${fence} on a line of its own where it ends` }];
}

/** GFM leaves out the cells of a row that are more than the first row has. */
function surplus(token: Tokens.Table): Finding[] {
  const columns = token.header.length;
  let at = 0;
  return token.raw.split("\n").flatMap((row, index) => {
    const start = at;
    at += row.length + 1;
    const found = index < 2 ? 0 : cellsIn(row);
    if (found <= columns) return [];
    const message = `row has ${found} cells and its table ${columns} columns, so that readers don't see the rest; write \\| for a | in a cell`;
    return [{ token, at: start, message }];
  });
}

function cellsIn(row: string): number {
  const plain = row.replaceAll(/\\./g, "  ").trim();
  const pipes = plain.split("|").length - 1;
  return pipes + 1 - (plain.startsWith("|") ? 1 : 0) - (plain.length > 1 && plain.endsWith("|") ? 1 : 0);
}
