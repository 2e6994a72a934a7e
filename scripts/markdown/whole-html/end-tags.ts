import type { Token } from "marked";
import { dropNotHtml } from "../../../src/markup.ts";
import type { Edit } from "./edits.ts";
import type { Html } from "./open-elements.ts";
import { endTagIn, type Tag } from "./scan.ts";
import { known } from "../tokens.ts";

/** An end tag, `at` an offset in the text of the token at `index`. */
export interface EndTag {
  readonly token: Html;
  readonly at: number;
  readonly index: number;
}

interface Place {
  readonly tokens: readonly Token[];
  readonly index: number;
}

/** Finds end tags ahead. Each search that fails is made once. */
export class EndTags {
  /** Names that have no further end tag among some tokens. */
  readonly #missing = new Map<readonly Token[], Set<string>>();
  readonly #source: string;
  #ended: ReadonlySet<string> | undefined;

  constructor(source: string) {
    this.#source = source;
  }

  /** Whether there is such an end tag anywhere in the article. */
  isEnded(name: string): boolean {
    const tags = (): Iterable<RegExpMatchArray> => this.#source.matchAll(/<\/([a-z][^\s/>]*)/gi);
    this.#ended ??= new Set(Array.from(tags(), ([, written = ""]) => written.toLowerCase()));
    return this.#ended.has(name);
  }

  /** The next end tag for a start tag, in its own token or in one behind. */
  next({ name, end }: Tag, { tokens, index }: Place): EndTag | undefined {
    const missing = this.#missing.get(tokens) ?? new Set();
    if (missing.has(name)) return undefined;
    for (let ahead = index; ahead < tokens.length; ahead += 1) {
      const other = known(tokens[ahead] as Token);
      if (other.type !== "html") continue;
      const at = endTagIn(clean(other).text, name, ahead === index ? end : 0);
      if (at !== undefined) return { token: other, at, index: ahead };
    }
    this.#missing.set(tokens, missing.add(name));
    return undefined;
  }
}

/** Edits by which a script ends where its end tag is: after `<!--` and another start of a script HTML would read over it. */
export function disarmed({ end }: Tag, endTag: EndTag, { tokens, index }: Place): { token: Html; edit: Edit }[] {
  const parts = tokens.slice(index, endTag.index + 1).flatMap((other, nth) => {
    const token = known(other);
    if (token.type !== "html") return [];
    const start = nth === 0 ? end : 0;
    return [{ token, start, text: token.text.slice(start, token === endTag.token ? endTag.at : undefined) }];
  });
  if (!/<!--[^]*<script/i.test(parts.map(({ text }) => text).join(""))) return [];
  return parts.flatMap(({ token, start, text }) =>
    [...text.matchAll(/<!/g)].map(({ index }) => ({
      token,
      edit: { start: start + index, end: start + index + 2, text: "<\\!" },
    })),
  );
}

/** Characters that pages leave out could hide a tag. */
export function clean(token: Html): Html {
  token.text = dropNotHtml(token.text);
  return token;
}
