import anyAscii from "any-ascii";

// The syllables that deunicode writes by the system of Japanese schools, and any-ascii by Hepburn's.
const syllables: Readonly<Record<string, string>> = {
  し: "si",
  ち: "ti",
  つ: "tu",
  っ: "tu",
  ふ: "hu",
  じ: "zi",
  ぢ: "di",
  づ: "du",
  を: "wo",
  シ: "si",
  チ: "ti",
  ツ: "tu",
  ッ: "tu",
  フ: "hu",
  ジ: "zi",
  ヂ: "di",
  ヅ: "du",
  ヲ: "wo",
};

/**
 * What Zola makes of a name in an address or of a heading's words in an id, as the Rust crates slug and deunicode do: letters of
 * other scripts in Latin ones, the names of emoji, and one hyphen for each run of anything else.
 */
export const zolaSlug = (text: string): string =>
  Array.from(text, (char) => {
    const ascii = /[^\0-\x7f]/.test(char) ? (syllables[char] ?? anyAscii(char)) : char;
    // A sign that stands for a syllable or a word is a word of its own.
    return /\p{Script=Han}/u.test(char) ? `${ascii} ` : ascii;
  })
    .join("")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "");
