import { collapsed } from "../markdown/plaintext.ts";

/**
 * Minutes it takes to read a text, at least 1: 230 words a minute (Brysbaert 2019, silent reading of English), 500
 * characters where words have no spaces between them.
 */
export function minutesOf(text: string): number {
  const spaced = wordsIn(text);
  if (spaced !== undefined) return Math.max(1, Math.round(spaced / 230));
  const unspaced = text.match(/[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}]/gu)?.length ?? 0;
  const words = text.match(spacedWords)?.length ?? 0;
  return Math.max(1, Math.round(words / 230 + unspaced / 500));
}

/**
 * Words separated by ASCII white space, for which a regular expression would take twice as long; undefined where some may have other
 * scripts, beyond Thai, or other spaces: there most texts contain only typographic marks.
 */
function wordsIn(text: string): number | undefined {
  let words = 0;
  let before = 0x20;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code >= 0x0e00 && (code < 0x2000 || code >= 0x2070)) return undefined;
    if (before <= 0x20 && code > 0x20) words += 1;
    before = code;
  }
  return words;
}

const spacedWords = /[^\s\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}]+/gu;

/** The beginning of a text, as much as search engines and link previews show: about 160 characters. */
export function beginningOf(text: string): string {
  // Collapsing takes long, and no text has so much white space that this part of it would be too short.
  const start = collapsed(text.slice(0, 4000));
  if (start.length <= 160) return start;
  const cut = start.slice(0, 161);
  const words = cut.slice(0, Math.max(cut.lastIndexOf(" "), 100)).toWellFormed();
  return /[.!?。！？…]$/.test(words) ? words : `${words}…`;
}
