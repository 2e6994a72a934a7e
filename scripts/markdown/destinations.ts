import type { Token, Tokens } from "marked";
import type { Slots } from "./pieces.ts";
import type { Positions } from "./positions.ts";
import { inside, known } from "./tokens.ts";

/** A URL as it is spelled in the text of a token, and where it begins there. */
interface Spelled {
  readonly url: string;
  readonly at: number;
}

// CommonMark 0.31.2 §6.3 and §4.7: in angle brackets, or up to white space and without.
const inLink = /\]\(\s*(?:<(?<quoted>(?:\\.|[^\n<>\\])*)>|(?<plain>\S*?))(?=\s*\)$|\s)/dy;
const inDefinition = /^\s*\[(?:\\.|[^\]\\])+\]:\s*(?:<(?<quoted>(?:\\.|[^\n<>\\])*)>|(?<plain>\S+))/d;

/** The destination of `[text](URL "title")` and of pictures. Links of other forms have none. */
export function destinationIn({ raw, href }: Tokens.Link | Tokens.Image): Spelled | undefined {
  if (!raw.endsWith(")")) return undefined;
  // The text before it and the title behind it may look like one.
  for (let from = raw.lastIndexOf("]("); from !== -1; from = raw.lastIndexOf("](", from - 1)) {
    inLink.lastIndex = from;
    const found = spelled(inLink.exec(raw));
    if (found && found.url.replaceAll(/\\([!-/:-@[-`{-~])/g, "$1") === href) return found;
  }
  return undefined;
}

function spelled(match: RegExpExecArray | null): Spelled | undefined {
  const [at] = match?.indices?.groups?.["quoted"] ?? match?.indices?.groups?.["plain"] ?? [];
  const url = match?.groups?.["quoted"] ?? match?.groups?.["plain"];
  return at === undefined || url === undefined ? undefined : { url, at };
}

/** Holds a slot for each definition of a reference (`[label]: URL`), those included that nothing refers to. */
export function holdDefinitions(
  tokens: readonly Token[],
  { slots, positions }: { readonly slots: Slots; readonly positions: Positions },
  hrefOf: (href: string) => string,
): void {
  for (const other of tokens) {
    const token = known(other);
    if (token.type === "def") {
      const found = spelled(inDefinition.exec(token.raw));
      const written = found ? positions.written(token, found.at, found.url) : {};
      slots.hold({ kind: "link", href: hrefOf(token.href), ...positions.of(token), ...written });
    } else holdDefinitions(inside(token), { slots, positions }, hrefOf);
  }
}
