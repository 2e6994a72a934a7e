import type { Token } from "marked";
import type { AuthorTag, Html } from "./open-elements.ts";
import { endTagIn } from "./scan.ts";
import { known } from "../tokens.ts";

/** HTML from an offset in a token on. */
interface Part {
  readonly token: Html;
  readonly start: number;
  readonly text: string;
}

/** Finds end tags ahead. Each search that fails is made once. */
export class EndTags {
  /** Names that have no further end tag among some tokens. */
  readonly #missing = new Map<readonly Token[], Set<string>>();
  readonly #source: string;
  #anywhere: ReadonlySet<string> | undefined;

  constructor(source: string) {
    this.#source = source;
  }

  /** Names that have an end tag anywhere in the article. Few articles need them. */
  get anywhere(): ReadonlySet<string> {
    const tags = this.#source.matchAll(/<\/([a-z][^\s/>]*)/gi);
    this.#anywhere ??= new Set(tags.map(([, written = ""]) => written.toLowerCase()));
    return this.#anywhere;
  }

  /** The HTML between a start tag in the token at `index` and the next end tag for it, there or later. */
  upToEnd({ name, end }: AuthorTag, tokens: readonly Token[], index: number): Part[] | undefined {
    const missing = this.#missing.get(tokens) ?? new Set();
    if (missing.has(name)) return undefined;
    const parts: Part[] = [];
    for (let ahead = index; ahead < tokens.length; ahead += 1) {
      const token = known(tokens[ahead] as Token);
      if (token.type !== "html") continue;
      const start = ahead === index ? end : 0;
      const at = endTagIn(token.text, name, start);
      parts.push({ token, start, text: token.text.slice(start, at) });
      if (at !== undefined) return parts;
    }
    this.#missing.set(tokens, missing.add(name));
    return undefined;
  }
}

/** Where to write `<\!` so that a script ends at its end tag: after `<!--` and another start of a script HTML would read over it. */
export function opensOfComments(script: readonly Part[]): { token: Html; at: number }[] {
  if (!/<!--[^]*<script/i.test(script.map(({ text }) => text).join(""))) return [];
  return script.flatMap(({ token, start, text }) =>
    Array.from(text.matchAll(/<!/g), ({ index }) => ({ token, at: start + index + 1 })),
  );
}
