import { callout, foldable, isCallout } from "./callouts.ts";

const opening = /^(?<indent>[ \t]*)(?<mark>:{3,})[ \t]*(?<name>[A-Za-z][\w-]*)[ \t]*(?<rest>.*?)[ \t]*$/;

// Boxes that only arrange what is in them.
const frames = new Set(["code-group", "v-pre", "raw", "tabs"]);

/**
 * Converts containers: from `:::tip Title` to `:::`, in the forms of Docusaurus, VitePress and markdown-it. A longer row of colons may
 * contain a shorter one. Those without a counterpart here stay as they are.
 */
export function convertContainers(body: string): string {
  return convert(body.split("\n")).join("\n");
}

function convert(lines: readonly string[]): string[] {
  const done: string[] = [];
  let fence: string | undefined;
  for (let at = 0; at < lines.length; at++) {
    const line = (lines[at] ?? "").replace(/\r$/, "");
    fence = fenceAfter(line, fence);
    const found = fence === undefined ? opening.exec(line)?.groups : undefined;
    const known =
      found && (isCallout(found["name"] ?? "") || frames.has(found["name"] ?? "") || found["name"] === "details");
    if (!found || !known) {
      done.push(lines[at] ?? "");
      continue;
    }
    const { indent = "", mark = "", name = "", rest = "" } = found;
    const end = endOf(lines, at + 1, mark);
    const inner = convert(lines.slice(at + 1, end).map((each) => withoutIndent(each, indent)));
    done.push(
      ...written(name, rest, inner.join("\n"))
        .split("\n")
        .map((each) => (each === "" ? each : indent + each)),
    );
    // What follows without a blank line would go on with the block quote.
    if ((lines[end + 1] ?? "").trim() !== "") done.push("");
    at = end;
  }
  return done;
}

/** `Title`, `[Title]`, and attributes such as `{open}`. */
function written(name: string, rest: string, text: string): string {
  const [, attributes = ""] = /\{([^{}]*)\}[ \t]*$/.exec(rest) ?? [];
  const words = rest.replace(/\{[^{}]*\}[ \t]*$/, "").trim();
  const title = /^\[(.*)\]$/.exec(words)?.[1] ?? (words || (/title="([^"]*)"/.exec(attributes)?.[1] ?? ""));
  if (name === "details") return foldable(title, text, /\bopen\b/.test(attributes));
  return frames.has(name) ? text.trim() : callout(name, title, text);
}

/** The line that closes a container; where none does, the text's end. */
function endOf(lines: readonly string[], from: number, mark: string): number {
  let fence: string | undefined;
  let depth = 0;
  for (let at = from; at < lines.length; at++) {
    const line = (lines[at] ?? "").replace(/\r$/, "");
    fence = fenceAfter(line, fence);
    if (fence !== undefined) continue;
    if (opening.exec(line)?.groups?.["mark"] === mark) depth++;
    else if (line.trim() === mark && depth-- === 0) return at;
  }
  return lines.length;
}

/** The fence of code that is open after a line, if one is. */
function fenceAfter(line: string, fence: string | undefined): string | undefined {
  const [, mark = "", info = ""] = /^[ \t>]*(`{3,}|~{3,})(.*)$/.exec(line) ?? [];
  if (fence === undefined) return mark === "" || (mark.startsWith("`") && info.includes("`")) ? undefined : mark;
  return mark.startsWith(fence) && info.trim() === "" ? undefined : fence;
}

const withoutIndent = (line: string, indent: string): string =>
  line.startsWith(indent) ? line.slice(indent.length) : line.trimStart();
