// What HTML's parser (§13.2.6) does with elements, as far as it matters to where they end.

const names = (list: string): ReadonlySet<string> => new Set(list.split(" "));

/** They contain nothing and have no end tag. `image` is read as `img`. */
export const voidElements = names(
  "area base basefont bgsound br col embed hr image img input keygen link meta param source track wbr",
);

/** What is in them is text up to their end tag, whatever it looks like. */
export const rawTextElements = names("iframe noembed noframes script style textarea title xmp");

/** What is in them is not shown, or only where the element itself can't be. */
export const hidingElements = names("audio canvas datalist dialog meter progress video");

/** What is in them is not shown either, and is read in other ways, so that their end must be known from the beginning. */
export const sealedElements = new Set([...rawTextElements, "object", "select", "template"]);

/** What stands at the beginning of one that hides, before anything that a reader might miss. */
export const sourceElements = names("param source track");

/** Misnested ones are put right by the parser; those left open go on in the next block. */
export const formattingElements = names("a b big code em font i nobr s small strike strong tt u");

/** Neither formatting nor its end reaches through them. */
export const boundaryElements = names("applet caption marquee math object select svg table td template th");

/** Their end tags may be left out. */
export const optionalEnds = names(
  "caption colgroup dd dt li optgroup option p rb rp rt rtc tbody td tfoot th thead tr",
);

/** Their end tags end whatever is open inside. Those of other elements do nothing after an open `<p>` or `<li>`. */
export const firmElements = names(
  "address applet article aside blockquote button caption center colgroup dd details dialog dir div dl dt fieldset " +
    "figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup li listing main marquee menu nav object ol p pre " +
    "search section select summary table tbody td template tfoot th thead tr ul",
);

/** They speak of a whole page, and an article is part of one. After `<plaintext>` no page could go on. */
export const pageElements = names("base body frame frameset head html plaintext");

export const tableParts = names("caption col colgroup tbody td tfoot th thead tr");

export const headingElements = names("h1 h2 h3 h4 h5 h6");

/** Start tags that SVG and MathML can't contain, which end them. */
export const htmlOnly = names(
  "b big blockquote body br center code dd div dl dt em embed font h1 h2 h3 h4 h5 h6 head hr i img li listing menu meta " +
    "nobr ol p pre ruby s small span strong strike sub sup table tt u ul var",
);

/** Elements of SVG and MathML that contain HTML. */
export const holdsHtml = names("desc foreignobject mi mn mo ms mtext title");

/** Made by Markdown around blocks, and around lines. All else that it makes stands in a line, but for paragraphs. */
export const madeOfBlocks = names("alert blockquote dd li");
export const madeAsBlock = names("alert blockquote dd dt h1 li td");

/** What a start tag ends, with all that is open in it, unless one of some others is between them. */
export interface Ending {
  readonly ends: ReadonlySet<string>;
  readonly shields: ReadonlySet<string>;
}

export const foreign: Ending = { ends: names("math svg"), shields: names("template") };

const lists = "dir dl menu ol table td template th ul";
const cells = "caption td template th";
const headings = [...headingElements].join(" ");
export const endings: ReadonlyMap<string, Ending> = new Map(
  [
    ["li", "li", lists],
    ["dd dt", "dd dt", lists],
    ["button", "button", "applet caption marquee object table td template th"],
    ["table", "table", cells],
    ["input keygen select textarea", "select", "template"],
    [headings, headings, cells],
  ].flatMap(([starts = "", ends = "", shields = ""]) =>
    starts.split(" ").map((name) => [name, { ends: names(ends), shields: names(shields) }]),
  ),
);

const others = names(
  "abbr acronym bdi bdo blink cite data del dfn frame ins kbd label legend map multicol nextid noscript output picture q " +
    "ruby samp slot spacer span sub sup time var",
);
const known = [voidElements, hidingElements, sealedElements, formattingElements, boundaryElements, optionalEnds]
  .concat([firmElements, pageElements, others])
  .reduce((all, each) => all.union(each));

/** Whether readers see nothing of an element itself: custom elements have a hyphen. */
export const isUnknown = (name: string): boolean => !known.has(name) && !name.includes("-");
