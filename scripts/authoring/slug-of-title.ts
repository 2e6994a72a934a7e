/**
 * A file name from a title: lower case, words joined by hyphens. Keeps letters, marks and digits of every script, such as
 * `日本語`, and nothing else. Empty if the title has neither letter nor digit.
 */
export function slugFromTitle(title: string): string {
  const words = title
    .normalize("NFC")
    .toLowerCase()
    // An apostrophe does not split a word: "don't".
    .replace(/(?<=\p{L})['’](?=\p{L})/gu, "")
    .match(/[\p{L}\p{M}\p{N}]+/gu);
  let slug = "";
  for (const word of words ?? []) {
    if (slug !== "" && slug.length + word.length > longest) break;
    slug += slug === "" ? word : `-${word}`;
  }
  // A file name has at most 255 bytes on most file systems, and a letter up to 4.
  return Array.from(slug).slice(0, 60).join("").replace(/-$/, "");
}

const longest = 80;
