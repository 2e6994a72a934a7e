const widths = [320, 390, 768, 1024, 1200, 1280, 1366, 1440, 2560];

/** How a page may be shown, and the widths that are looked at so. What has no colour of its own is laid out alike in all. */
export const schemes = [
  { name: "light", media: { colorScheme: "light", forcedColors: "none" }, widths },
  { name: "dark", media: { colorScheme: "dark", forcedColors: "none" }, widths: [390, 1280] },
  { name: "forced colours", media: { colorScheme: "dark", forcedColors: "active" }, widths: [390, 1280] },
] as const;

/** A page of each kind, and posts whose text is hard to lay out; each with how it is met in the sitemap. */
export const kinds: readonly (readonly [name: string, path: RegExp])[] = [
  ["the home page", /^\/$/],
  ["a post whose words are too long", /^\/posts\/unbroken\/$/],
  ["a post between neighbours whose titles are too long", /^\/posts\/unbroken-before\/$/],
  ["a post related to one whose title is too long", /^\/posts\/unbroken-after\/$/],
  ["a post with a table of contents", /^\/posts\/contents\/$/],
  ["a post with films, forms and tables", /^\/posts\/embedded\/$/],
  ["a post with formulas", /^\/posts\/formulas\/$/],
  ["a post in Japanese", /^\/posts\/japanese\/$/],
  ["a post in Arabic", /^\/posts\/arabic\/$/],
  ["a post in English", /^\/posts\/english\/$/],
  ["the archive", /^\/archive\/$/],
  ["a year", /^\/archive\/\d+\/$/],
  ["all tags", /^\/tags\/$/],
  ["a tag whose name is too long", /^\/tags\/tagging/],
  ["an author whose name is too long", /^\/authors\/bartholomew/],
  ["a series whose name is too long", /^\/series\/series/],
  ["the page on feeds", /^\/feeds\/$/],
  ["a page", /^\/about\/$/],
];
