import type { Token } from "marked";
import { type AlertKind, type AlertToken, type BodyToken, known, visit } from "./tokens.ts";

const label = /^\[!(note|tip|important|warning|caution)\][ \t]*(?:\n|$)/i;

/** Turns block quotes that begin with `[!NOTE]` on a line of its own into alerts, as GitHub does. */
export const findAlerts = (tokens: readonly Token[]): void => visit(tokens, turnToAlert);

function turnToAlert(quote: BodyToken): void {
  if (quote.type !== "blockquote") return;
  const first = quote.tokens[0] && known(quote.tokens[0]);
  if (first?.type !== "paragraph") return;
  const kind = label.exec(first.text)?.[1]?.toLowerCase();
  const start = first.tokens[0] && known(first.tokens[0]);
  if (kind === undefined || start?.type !== "text") return;
  start.text = start.text.replace(label, "");
  if (first.tokens[1]?.type === "br") first.tokens.splice(1, 1);
  if (start.text === "") first.tokens.shift();
  if (first.tokens.length === 0) quote.tokens.shift();
  // The pattern matches these kinds alone, so the assertion is true.
  Object.assign(quote, { type: "alert", alert: kind as AlertKind } satisfies Partial<AlertToken>);
}
