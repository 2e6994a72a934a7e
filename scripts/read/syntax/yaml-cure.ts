import type { YAMLParseError } from "yaml";

/** What to do about YAML that can't be read: the rest of a message that says what the parser found; empty if nothing is known. */
export function cureOf({ code, pos: [offset] }: Pick<YAMLParseError, "code" | "pos">, text: string): string {
  const line = lineAt(text, offset);
  if (code === "TAB_AS_INDENT") return ", write spaces";
  if (/^\s*(?:- )?[\w-]+:\u00a0/.test(line)) return ", write an ordinary space after the colon";
  if (/^\s*(?:- )?[\w-]+:[^\s:/]/.test(line)) return ", write a space after the colon";
  // A missing quotation mark is not mended by more of them.
  return code === "MISSING_CHAR" ? "" : quotesFor(line);
}

/** That a value needs quotes, with the value in them. */
function quotesFor(line: string): string {
  const [, value = ""] = /^\s*(?:- )?(?:[\w-]+:[ \t]+)?(\S.*)$/.exec(line) ?? [];
  const written = value.trim();
  if (written === "" || !/^[@`%*&!|>[{]|: |:$/.test(written)) return "";
  const quoted =
    !written.includes('"') && !written.includes("\\") ? `"${written}"` : `'${written.replaceAll("'", "''")}'`;
  return `, put the value in quotes: ${quoted}`;
}

/** Where git left two versions of a text; undefined if it did not. */
export function conflictIn(text: string): number | undefined {
  const start = text.search(/^<{7}(?: |$)/m);
  const between = start === -1 ? -1 : text.indexOf("\n=======\n", start);
  return between === -1 || !text.includes("\n>>>>>>>", between) ? undefined : start;
}

export const conflict = "has two versions that git could not merge, keep one and remove the lines of <, = and >";

function lineAt(text: string, offset: number): string {
  const start = text.lastIndexOf("\n", offset - 1) + 1;
  const end = text.indexOf("\n", offset);
  return text.slice(start, end === -1 ? undefined : end);
}
