import matter from "gray-matter";
import type { FileProblem, Position } from "../base/problems.ts";
import type { FieldProblem } from "./fields.ts";
import { positionAfter, withLineFeeds } from "../base/line-and-column.ts";
import { readToml } from "./syntax/toml.ts";
import { readYaml } from "./syntax/yaml.ts";

export type SyntaxProblem = Omit<FileProblem, "severity">;

/** A record of fields, and where each of them is in its file. */
export interface Fields {
  readonly data: Readonly<Record<string, unknown>>;
  readonly locate: (field: Pick<FieldProblem, "path" | "ofName">) => Position;
  /** What can be read, but surely means something else. */
  readonly warnings: readonly SyntaxProblem[];
}

export interface FrontMatter extends Fields {
  /** The text below the front matter, and the line of the file on which it begins. */
  readonly body: string;
  readonly bodyLine: number;
}

/** Splits a file and reads its front matter: YAML between `---`, TOML between `+++`, nothing that runs code. */
export function readFrontMatter(source: string): FrontMatter | SyntaxProblem {
  const text = withLineFeeds(source.replace(/^\uFEFF/, ""));
  const none: Fields = { data: {}, locate: () => ({ line: 1, column: 1 }), warnings: [] };
  const [, fence = "", name = ""] = /^(---|\+\+\+)([^\n]*)\n/.exec(text) ?? [];
  if (fence === "") return misplacedFence(text) ?? { ...none, body: text, bodyLine: 1 };
  const named = name.trim();
  const language = fence === "+++" ? "toml" : named || "yaml";
  if (!(Object.hasOwn(engines, language) && (named === "" || named === language)))
    return { line: 1, column: 4, message: `front matter is "${named}", expected YAML between --- or TOML between +++` };
  const closing = new RegExp(`\\n(${RegExp.escape(fence)}([^\\n]*))(?:\\n|$)`).exec(text);
  if (!closing) return { line: 1, column: 1, message: `front matter is not closed, expected a line ${fence} below it` };
  const [ending, line, rest = ""] = closing;
  const start = closing.index + ending.length;
  if (rest.trim() !== "") {
    const message = `front matter is closed by "${line}", expected ${fence} alone`;
    return { ...positionAfter(text.slice(0, closing.index + 1)), message };
  }

  // Without an options object gray-matter answers from a cache that callers may have changed, and with its own engines
  // front matter that begins with ---js would run as code. It looks up whatever it gets in that cache, so it gets the front matter
  // alone: with the text below it, reading takes twice as long. From each empty line on it searches all empty lines that follow for a comment,
  // so it gets none of these; our readers do.
  const block = text.slice(fence.length + name.length, closing.index);
  const dense = `${fence}${name}${block.replaceAll(/\n\s*\n/g, "\n")}${ending}`;
  const { data } = matter(dense, { language, delimiters: fence, engines: enginesFor(block) });
  const read = data as Partial<Fields> | SyntaxProblem; // gray-matter asks no engine where there are no fields
  if ("message" in read) return read;
  return { ...none, ...read, body: text.slice(start), bodyLine: positionAfter(text.slice(0, start)).line };
}

/** What is wrong with what would be front matter if it were at the beginning, or if an editor had left its hyphens alone. */
function misplacedFence(text: string): SyntaxProblem | undefined {
  if (/^\s*\{\s*"\w+"\s*:/.test(text))
    return { line: 1, column: 1, message: "front matter is JSON, expected YAML between --- or TOML between +++" };
  const [, before = "", fence = ""] = /^(\s*)(---|\+\+\+|[—–]{1,3})[ \t]*\n[\w-]+[ \t]*[:=]/.exec(text) ?? [];
  if (fence === "") return undefined;
  const place = positionAfter(before);
  if (/^[—–]/.test(fence))
    return { ...place, message: `front matter begins with "${fence}", expected ---, three hyphens` };
  return {
    ...place,
    message: `front matter is not at the beginning, expected ${fence} as the first line, with nothing before it`,
  };
}

// They get the block with the line break after the opening fence, so the fence counts as line 1.
const engines = { yaml: readYaml, toml: readToml };

const enginesFor = (block: string) => ({ yaml: () => readYaml(block), toml: () => readToml(block) });
