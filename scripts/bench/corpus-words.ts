// What the posts for benchmarks are made of.
export const authors = ["Ines Quay", "Tom Ferrel", "Hanne Lund", "Abel Roth", "Mira Sand"];

export const tags =
  "binding,edge,caching,paper,typescript,rust,harbours,light,http,css,slow travel,C++,Kraków,本".split(",");

export const people = [
  "the printer",
  "a reader at the window",
  "the keeper of the lighthouse",
  "my neighbour",
  "the apprentice",
  "whoever opens the book",
  "an old colleague",
  "the woman at the ferry",
  "the night shift",
  "the youngest in the workshop",
  "the first customer",
  "a friend from the north",
];

export const deeds = [
  "sets aside",
  "folds and presses",
  "has counted",
  "writes about",
  "measures twice",
  "cannot find",
  "keeps a list of",
  "would rather mend",
  "carries home",
  "once lost",
  "explains at length",
  "is wary of",
];

export const things = [
  "a sheet of grey paper",
  "the gilded edge",
  "twelve loose pages",
  "the smallest cache",
  "a broken clock",
  "the index of names",
  "every second letter",
  "a pot of cold glue",
  "the tide table",
  "an unanswered request",
  "the longest chapter",
  "a key without a lock",
  "two kinds of thread",
  "the release of the day",
  "a map of the harbour",
  "the quiet hour",
];

export const closings = [
  "before the lamp is lit",
  "although the ink is still wet",
  "because the second copy is always better than the first",
  "and asks for nothing in return",
  "as long as the wind stays in the west",
  "while the kettle sings on the stove and the cat sleeps on the proofs",
  "so that the next one has less to do",
  "without a word about the price",
  "in less time than it takes to tell",
  "until somebody knocks at the door",
  "with a ruler, a knife and a good deal of patience",
  "where the road ends and the stones begin",
];

export const places = [
  "the pier",
  "the north window",
  "the old press",
  "the ferry",
  "the salt road",
  "the reading room",
];

export const names =
  "folio,quire,margin,gutter,octavo,signature,colophon,deckle,endpaper,headband,spine,joint,burnish,sewing,plate".split(
    ",",
  );

/** Code by its language; `$0` to `$2` stand for names. */
export const snippets: readonly (readonly [language: string, template: string])[] = [
  [
    "ts",
    `export interface $0 {
  readonly pages: number;
  readonly $1?: string;
}

/** Sheets of eight pages; the last one may have blank ones. */
export function $2({ pages, $1 = "plain" }: $0): readonly string[] {
  const sheets = Math.ceil(pages / 8);
  return Array.from({ length: sheets }, (_, index) => \`\${$1} \${index + 1} of \${sheets}\`);
}`,
  ],
  [
    "js",
    `import { $0 } from "./$0.js";

for (const $1 of await $0()) {
  if ($1.width > 210 && !$1.isCut) console.warn("cut", $1.number); // millimetres
  else $1.$2 = true;
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
  [
    "sh",
    `set -eu
for $0 in "$HOME"/$1/*.txt; do
  wc -w "$$0" | sort -n >> $2.log # the shortest first
done`,
  ],
  ["json", `{ "$0": { "size": 16, "sewn": true, "note": null }, "$1": ["linen", "$2"] }`],
  [
    "css",
    `.$0 > .$1 {
  margin-inline: auto;
  max-inline-size: 34rem;
  border-block-end: 1px solid var(--$2, #8b2e16);
}`,
  ],
];
