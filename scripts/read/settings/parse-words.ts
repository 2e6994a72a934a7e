import { english, type Word, type Words } from "../../../src/content/words.ts";
import { Fields, formed, type Reader, reader, type Report, text } from "../fields.ts";
import { type Nearest } from "../../base/nearest.ts";

/** Reads the words that an author gave; undefined when an error was reported. */
export function parseWords(
  record: Readonly<Record<string, unknown>>,
  nearest: Nearest,
  report: Report,
): Words | undefined {
  const fields = new Fields(record, report, ["words"]);
  const words: { [W in Word]?: string } = {};
  for (const name of Object.keys(record)) {
    if (isWord(name)) {
      const word = fields.optional(name, wordReaders[name]);
      if (word !== undefined) words[name] = word;
    } else {
      const meant = nearest(name, Object.keys(english));
      // An error, since in the place of the word that was meant would stand an English one.
      fields.errorOfName(
        name,
        `words has "${name}", which is not known here${meant ? `, did you mean ${meant}?` : ""}`,
      );
    }
  }
  return fields.failed ? undefined : words;
}

const isWord = (name: string): name is Word => Object.hasOwn(english, name);

/** A word with the same places as another. */
const wordLike = (model: string): Reader<string> =>
  reader(
    { ...text.schema, default: model, ...formed(placesOf(model).map(within).join(""), `a text such as "${model}"`) },
    (value) => {
      const read = text(value);
      // Without quotes YAML takes "{}" for an empty record.
      if (!("value" in read)) return { expected: `a text in quotes, such as "${model}"` };
      const places = placesOf(model);
      if (placesOf(read.value).join() === places.join()) return read;
      const wanted = places.length === 0 ? "nothing in braces" : `${places.join(" and ")} once`;
      return { expected: `a text with ${wanted}, as in "${model}"` };
    },
  );

const placesOf = (word: string): string[] => [...(word.match(/\{\w*\}/g) ?? [])].sort();

/** A pattern for texts with a place in them. */
const within = (place: string): string => `(?=[^]*${RegExp.escape(place)})`;

export const wordReaders = Object.fromEntries(
  Object.entries(english).map(([name, model]) => [name, wordLike(model)]),
) as { readonly [W in Word]: Reader<string> };
