const listOf = (text: string): readonly string[] => text.split("; ");
const authors = listOf("Ines Quay; Tom Ferrel; Hanne Lund; Abel Roth; Mira Sand");
const tags = listOf(
  "binding; edge; caching; paper; typescript; rust; harbours; light; http; css; slow travel; C++; Kraków; 本",
);
const people = listOf(
  "the printer; a reader at the window; the keeper of the lighthouse; my neighbour; the apprentice; an old colleague; the woman at the ferry; the night shift; a friend from the north",
);
const deeds = listOf(
  "sets aside; folds and presses; has counted; writes about; measures twice; cannot find; keeps a list of; would rather mend; carries home; explains at length",
);
const things = listOf(
  "a sheet of grey paper; the gilded edge; twelve loose pages; the smallest cache; a broken clock; the index of names; every second letter; a pot of cold glue; the tide table; an unanswered request; the longest chapter; a key without a lock; two kinds of thread; a map of the harbour; the quiet hour",
);
const closings = listOf(
  "before the lamp is lit; although the ink is still wet; because the second copy is always better than the first; and asks for nothing in return; while the kettle sings on the stove and the cat sleeps on the proofs; so that the next one has less to do; without a word about the price; until somebody knocks at the door; with a ruler, a knife and a good deal of patience; where the road ends and the stones begin",
);
const places = listOf("the pier; the north window; the old press; the ferry; the salt road; the reading room");
const names = listOf(
  "folio; quire; margin; gutter; octavo; signature; colophon; deckle; endpaper; headband; spine; joint; plate",
);

/** Code by its language; `$0` to `$2` stand for names. */
const snippets: readonly (readonly [language: string, template: string])[] = [
  [
    "ts",
    `/** Sheets of eight pages; the last one may have blank ones. */
export function $2({ pages, $1 = "plain" }: $0): readonly string[] {
  const sheets = Math.ceil(pages / 8);
  return Array.from({ length: sheets }, (_, index) => \`\${$1} \${index + 1} of \${sheets}\`);
}`,
  ],
  [
    "python",
    `def $0(sheets: list[int], $1: float = 0.1) -> float:
    """The thickness of a book block in millimetres."""
    if not sheets:
        raise ValueError("no $2 was given")
    return sum(sheet * $1 for sheet in sheets)`,
  ],
  [
    "rust",
    `pub fn $0($1: &[u8]) -> Option<usize> {
    match $1.iter().position(|&byte| byte == b'\\n') {
        Some(end) if end > 0 => Some(end),
        _ => None, // an empty $2
    }
}`,
  ],
  ["sh", 'for $0 in "$HOME"/$1/*.txt; do\n  wc -w "$$0" | sort -n >> $2.log # the shortest first\ndone'],
  ["json", '{ "$0": { "size": 16, "sewn": true, "note": null }, "$1": ["linen", "$2"] }'],
  ["css", ".$0 > .$1 {\n  margin-inline: auto;\n  border-block-end: 1px solid var(--$2, #8b2e16);\n}"],
];

/**
 * Posts for benchmarks, made up from the words above: each number always gives the same post. They are about as long as
 * posts of technical blogs are, 8 kB, and contain what those contain: sections, lists, tables, quotes, footnotes, links to older
 * posts and code in several languages. All lie in the past, however many there are.
 */
export function postOf(number: number): string {
  const { between, chance, pick, several } = diceOf(number);
  const sentence = (): string => `${capital(pick(people))} ${pick(deeds)} ${pick(things)} ${pick(closings)}.`;
  const aside = (): string => {
    const kind = between(1, 100);
    if (kind <= 6 && number > 0)
      return ` See [${pick(things)}](/posts/${nameOf(between(0, number - 1)).slice(0, -3)}/).`;
    if (kind <= 10) return ` More in [${pick(things)}](https://example.org/${pick(names)}?page=2&part=b).`;
    if (kind <= 16) return ` Remember **${pick(things)}**.`;
    if (kind <= 22) return ` That is what \`${pick(names)}()\` is for.`;
    return kind <= 25 ? ` *${capital(pick(closings))}* — “${pick(things)}” & <em>no more</em>.` : "";
  };
  const paragraph = (): string => several(3, 6, () => sentence() + aside()).join(" ");
  const block = (): string => {
    const kind = between(1, 100);
    if (kind <= 70) return paragraph();
    if (kind <= 80) return several(3, 6, (index) => `${kind <= 73 ? `${index + 1}.` : "-"} ${sentence()}`).join("\n");
    if (kind <= 86) {
      const rows = several(3, 6, () => `| ${pick(things)} | ${between(1, 999)} | ${pick(places)} |`);
      return ["| what | how many | where |", "| :--- | ---: | --- |", ...rows].join("\n");
    }
    if (kind <= 92) return `> ${paragraph()}`;
    const [language = "", template = ""] = snippets[between(0, snippets.length - 1)] ?? [];
    const chosen = several(3, 3, () => pick(names));
    return `\`\`\`${language}\n${template.replaceAll(/\$([0-2])/g, (_, index) => chosen[Number(index)] ?? "")}\n\`\`\``;
  };
  const section = (): string[] => [
    `## ${capital(pick(things))} by ${pick(places)}`,
    ...several(2, 5, block),
    ...(chance(0.3) ? [`### What ${pick(people)} said`, paragraph()] : []),
  ];
  const volume = Math.floor(number / 25);
  const place = places[volume % places.length] ?? "";
  return [
    "---",
    `title: "${capital(pick(things))} and ${pick(things)}, no. ${number}"`,
    `date: ${dateOf(number)}`,
    `author: ${chance(0.1) ? "[Ines Quay, Tom Ferrel]" : pick(authors)}`,
    `description: "${sentence()}"`,
    `tags: ${JSON.stringify([...new Set(several(1, 4, () => pick(tags)))])}`,
    ...(number % 25 < 4 ? [`series: "${capital(place)}, volume ${volume}"`] : []),
    "---",
    "",
    [...several(3, 5, section).flat(), ...(chance(0.25) ? [`${sentence()}[^1]`, `[^1]: ${sentence()}`] : [])].join(
      "\n\n",
    ),
    "",
  ].join("\n");
}

export const nameOf = (number: number): string => `post-${String(number).padStart(6, "0")}.md`;

// A post every two and a half hours: a hundred thousand of them end in 2023.
const dateOf = (number: number): string =>
  new Date(Date.UTC(1995, 0, 1) + number * 150 * 60_000).toISOString().replace(".000Z", "Z");

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** Numbers that look like chance and are the same on every machine: xorshift (Marsaglia 2003), seeded by a post's number. */
export function diceOf(seed: number) {
  let state = Math.imul(seed + 1, 0x9e3779b1) | 1;
  const next = (): number => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state >>> 0;
  };
  for (let turn = 0; turn < 8; turn++) next();
  const between = (least: number, most: number): number => least + (next() % (most - least + 1));
  return {
    between,
    chance: (probability: number): boolean => next() % 1000 < probability * 1000,
    pick: (choices: readonly string[]): string => choices[next() % choices.length] ?? "",
    several: <T>(least: number, most: number, make: (index: number) => T): T[] =>
      Array.from({ length: between(least, most) }, (_, index) => make(index)),
  };
}
