import { english, type Word, type Words } from "../../../src/content/words.ts";
import { type Fields, only, reader, record, text } from "../fields.ts";
import { nearest } from "../../base/nearest.ts";

/** Reads the author's own words. */
export function parseWords(fields: Fields): Words {
  const words: { [W in Word]?: string } = {};
  for (const name of fields.names) {
    if (isWord(name)) {
      const word = fields.optional(name, wordLike(english[name]));
      if (word !== undefined) words[name] = word;
    } else {
      const meant = nearest(name, Object.keys(english));
      const hint = meant === undefined ? "" : `, did you mean ${meant}?`;
      // An error, since the word that was meant would stay English.
      fields.errorOfName(name, `words has "${name}", which is not known here${hint}`);
    }
  }
  return words;
}

const isWord = (name: string): name is Word => Object.hasOwn(english, name);

/** A word with the same placeholders as another. */
const wordLike = (model: string) =>
  reader<string>({ ...text.schema, default: model }, (value, wrong) => {
    // Without quotes YAML takes "{}" for an empty record.
    const word = text(value, () => wrong(`a text in quotes, such as "${model}"`));
    const places = placesOf(model);
    if (word === undefined || placesOf(word).join() === places.join()) return word;
    const wanted = places.length === 0 ? "nothing in braces" : `${places.join(" and ")} once`;
    return wrong(`a text with ${wanted}, as in "${model}"`);
  });

const placesOf = (word: string): string[] => [...(word.match(/\{\w*\}/g) ?? [])].sort();

export const words = record(
  "words by name, such as older: Älter",
  only(Object.fromEntries(Object.entries(english).map(([name, model]) => [name, wordLike(model)]))),
);
