import type { Card, Passage, Result } from "./found.ts";
import type { Match } from "./match.ts";
import { stemOf, type Stemmers, type Word, wordsIn } from "./words-in-text.ts";

/** What is shown of an article that was found: its card, with the words marked that a query has. */
export function resultOf(card: Card, matches: readonly Match[], stemmer: Stemmers[string] | undefined): Result {
  const passage = (text: string): Passage => marked(text, matches, stemmer);
  const { title, description, ...rest } = card;
  return {
    ...rest,
    title: passage(title),
    ...(description !== undefined && { description: passage(description) }),
  };
}

function marked(text: string, matches: readonly Match[], stemmer: Stemmers[string] | undefined): Passage {
  const pieces: { text: string; found?: true }[] = [];
  let at = 0;
  for (const word of wordsIn(text)) {
    const end = endOfMatch(word, matches, stemmer);
    if (end <= at) continue;
    const last = pieces.at(-1);
    // Pairs of characters overlap, and so do an identifier and its parts.
    if (word.start <= at && last?.found) last.text += text.slice(at, end);
    else {
      if (word.start > at) pieces.push({ text: text.slice(at, word.start) });
      pieces.push({ text: text.slice(Math.max(at, word.start), end), found: true });
    }
    at = end;
  }
  if (at < text.length) pieces.push({ text: text.slice(at) });
  return pieces;
}

/** Where what is to be marked of a word ends; 0 if nothing is. */
function endOfMatch(word: Word, matches: readonly Match[], stemmer: Stemmers[string] | undefined): number {
  const stem = stemOf(word.word, stemmer);
  let end = 0;
  for (const { word: asked, stems } of matches)
    if (stems.has(stem)) end = word.end;
    else if (asked.beginning && word.word.startsWith(asked.word)) end = Math.max(end, word.middle ?? word.end);
  return end;
}
