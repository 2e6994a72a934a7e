/** A title for a text without one: its first words, at most 60 characters. */
export function titleFromText(body: string): string {
  const plain = body
    .replaceAll(/<!--[^]*?-->|<[^>]+>/g, " ")
    .replaceAll(/!\[([^\]]*)\]\([^)]*\)/g, "$1")
    .replaceAll(/\[([^\]]*)\]\([^)]*\)/g, "$1")
    .replaceAll(/^[#>\s*+-]+|[*_`~]{1,2}(?=\S)|(?<=\S)[*_`~]{1,2}/gm, "")
    .replaceAll(/\s+/g, " ")
    .trim();
  const sentence = /^.{8,60}?[.!?。！？](?=\s|$)/u.exec(plain)?.[0] ?? plain;
  if (sentence.length <= 60) return sentence || "Untitled";
  return `${sentence.slice(0, 60).replace(/\s+\S*$/, "")}…`;
}
