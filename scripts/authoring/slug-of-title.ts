/**
 * A file's name from a title: lower case, words joined by hyphens. Letters, marks and digits of every script stay, so
 * that `日本語` remains itself; all else goes. Empty when the title has neither letter nor digit.
 */
export function slugFromTitle(title: string): string {
  const words = title
    .normalize("NFC")
    .toLowerCase()
    // An apostrophe inside a word divides nothing: "don't" is one word.
    .replace(/(?<=\p{L})['’](?=\p{L})/gu, "")
    .match(/[\p{L}\p{M}\p{N}]+/gu);
  let slug = "";
  for (const word of words ?? []) {
    if (slug !== "" && slug.length + word.length > longest) break;
    slug += slug === "" ? word : `-${word}`;
  }
  // A file's name has 255 bytes on most file systems, and a letter up to 4.
  return Array.from(slug).slice(0, 60).join("").replace(/-$/, "");
}

const longest = 80;
