/** The words that stand in the texts of posts and pages, and so in blobs. */
const inTexts = {
  sectionLink: "Link to this section",
  table: "Table",
  footnotes: "Footnotes",
  footnoteBack: "Back to reference {}",
  note: "Note",
  tip: "Tip",
  important: "Important",
  warning: "Warning",
  caution: "Caution",
} as const;

/** All words of the interface by name, in English. What goes into one has its place in it: `{}`, or names where there are several. */
export const english = {
  // Around every page
  skip: "Skip to the text",
  navigation: "Site",
  archive: "Archive",
  tags: "Tags",
  subscribe: "Subscribe",
  top: "Top",
  // Posts and pages
  by: "By {}",
  and: "and",
  updated: "updated {}",
  pageUpdated: "Updated {}",
  minutes: "{} min read",
  draft: "Draft",
  draftNote: "Not part of the published site",
  contents: "Contents",
  tagged: "Tags:",
  related: "Related",
  older: "Older",
  newer: "Newer",
  neighbours: "Older and newer posts",
  part: "Part {} of",
  earlierParts: "Earlier parts",
  previousPart: "Previous part",
  nextPart: "Next part",
  olderPart: "Older, previous part",
  newerPart: "Newer, next part",
  partsOf: "Series: {}",
  ...inTexts,
  // Lists
  posts: "Posts",
  series: "Series",
  page: "page {}",
  pages: "Pages",
  olderPosts: "Older posts",
  newerPosts: "Newer posts",
  readOn: "Read on",
  noPosts: "Nothing is published here yet.",
  elsewhere: "{} elsewhere",
  aboutAuthor: "Posts by {author} on {site}",
  aboutTag: "Posts tagged {tag} on {site}",
  aboutSeries: "The series “{series}” on {site}",
  aboutTerm: "Posts in {term} on {site}",
  aboutTags: "What {} writes about: all tags, and how many posts have each",
  aboutTerms: "{taxonomy} on {site}, and how many posts each has",
  onePost: "1 post",
  manyPosts: "{} posts",
  noTags: "No post has a tag yet.",
  aboutArchive: "What {} published, by year",
  aboutYear: "What {site} published in {year}",
  years: "Years",
  olderYears: "What is older stands in the archive of its year, above.",
  // Search
  search: "Search",
  searchLabel: "Search all posts and pages",
  aboutSearch: "Search all posts and pages of {}",
  searchFor: "Search: {}",
  oneResult: "1 result",
  manyResults: "{} results",
  pageOf: "page {page} of {pages}",
  searched: "Posts and pages searched: {}",
  searchCut: "A search takes {words} words and {characters} characters at most; the rest was left out.",
  someWords: "No post or page has all of these words. These have some of them.",
  nothingFound: "Nothing was found for {}.",
  noResultsHere: "There is no such page of results.",
  firstResults: "To the first page",
  previousResults: "Previous results",
  nextResults: "More results",
  newestPosts: "Newest posts",
  // What is not there
  notFound: "Page not found",
  notFoundText: "There is no leaf here: the address may be mistyped, or the page has moved.",
  nearest: "Did you mean {}?",
  gone: "This page is gone",
  goneText: "It was here once and was taken out on purpose. It will not come back.",
  failure: "Back in a moment",
  failureText: "The site can’t reach its pages just now. Nothing is lost; please try again in a minute.",
  ways: "You can look through the {archive}, follow a {tag}, or begin at the {home}.",
  wayArchive: "archive",
  wayTag: "tag",
  wayHome: "first page",
  // The page about feeds
  feeds: "Feeds",
  aboutFeeds: "How to follow {}: its feeds, and what to do with them",
  feedsLead: "Hear of new posts the day they appear, without an account, an algorithm or a full inbox.",
  feedsWhat:
    "A feed is the address of a list of posts that a program reads for you. You give the address to a feed reader once; from then on it looks in by itself, and each new post waits for you there, beside those of every other site that you follow. Nobody learns that you subscribed, and leaving takes one click.",
  feedsHow: "How to begin",
  feedsChoose:
    "Choose a feed reader. There are good ones for every computer and phone: NetNewsWire, Thunderbird, Feeder, Miniflux, Newsboat and many more; search for “feed reader” or “RSS reader”.",
  feedsCopy: "Copy the address of this site, {}, or that of one of the feeds below.",
  feedsPaste: "In the reader choose “Add” or “Subscribe”, and paste it.",
  feedsAll: "Everything",
  feedsAllText: "All posts of {}. The three carry the same posts; if in doubt, take the first.",
  feedsByAuthor: "One author",
  feedsByTag: "One subject",
} as const;

export type Word = keyof typeof english;

export const isInTexts = (word: string): boolean => Object.hasOwn(inTexts, word);

/** Words in the site's language, in place of the English ones. */
export type Words = { readonly [W in Word]?: string };

type Places<Text extends string> = Text extends `${string}{${infer Name}}${infer Rest}` ? Name | Places<Rest> : never;

/** What a word takes: nothing, one value, or a value for each name. */
export type Values<W extends Word, Value> = [Places<(typeof english)[W]>] extends [never]
  ? []
  : [Places<(typeof english)[W]>] extends [""]
    ? [value: Value]
    : [values: Readonly<Record<Places<(typeof english)[W]>, Value>>];

/** Cuts a word at its places: texts at even indexes, names of places at odd ones. */
export const cutAtPlaces = (word: string): string[] => word.split(/\{(\w*)\}/);
