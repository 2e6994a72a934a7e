import type { Token } from "marked";
import { plural } from "../../base/order.ts";
import type { Body } from "../body.ts";

/** Something to warn of, and its place within the text of a token. */
export interface Finding {
  readonly token: Token;
  readonly at: number;
  readonly message: string;
}

/** More of a kind are only counted, so that a thousand of them don't hide the rest. */
const most = 3;

/** Warns of the first of several findings of one kind in a text. */
export function warnSparingly(found: readonly Finding[], warn: Body["warn"]): void {
  const more = found.length - most;
  for (const [index, { token, at, message }] of found.slice(0, most).entries()) {
    const isLast = index === most - 1 && more > 0;
    warn(token, isLast ? `${message} (and ${plural(more, "more place")} like it in this text)` : message, at);
  }
}
