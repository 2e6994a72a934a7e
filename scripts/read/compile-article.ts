import { present } from "../base/record.ts";
import type { Heading } from "../../src/content/models.ts";
import { escapeHtml } from "../../src/markup.ts";
import type { Rendered } from "../markdown/markdown.ts";
import { type LinkSlot, mark, type PictureSlot, type Slot, type Written } from "../markdown/slots.ts";
import type { Text } from "../store/text.ts";
import { writeTexts } from "./article-texts.ts";
import { namesIn } from "./fields.ts";
import type { FileProblem, Position } from "../base/problems.ts";
import { isOfOneMachine, ownPath } from "./own-path.ts";
import { type Article, type Page, type Post } from "./parse-article.ts";
import type { ArticleSettings } from "./article-settings.ts";
import type { ReadArticle } from "./read-article.ts";
import { beginningOf, minutesOf } from "./reading-time.ts";

/** A slot, and where the author's Markdown writes its URL: in the link itself, or in definitions of references. */
export type PlacedSlot = (Omit<LinkSlot, "written"> | Omit<PictureSlot, "written">) & {
  readonly places: readonly Written[];
};
export type PlacedLink = Extract<PlacedSlot, { readonly kind: "link" }>;

/** What the site as a whole needs to know about a file. Its links and pictures are still open. */
export interface Outline<A extends Article = Post | Page> {
  readonly article: A;
  /** URLs and pictures of the body, in order. */
  readonly slots: readonly PlacedSlot[];
  /** URLs that only the body's Markdown contains. */
  readonly unshown: readonly PlacedLink[];
  /** The headings for a table of contents, if the article is long enough for one. */
  readonly contents?: readonly Heading[];
  /** Minutes it takes to read, at least 1. */
  readonly minutes: number;
  /** The beginning of the text, if there is no description. */
  readonly excerpt: string;
  /** Where the fields are that only the site as a whole can check. */
  readonly places: Readonly<Record<"slug" | "image", Position>> & {
    /** In the order of the article's aliases. */
    readonly aliases: readonly Position[];
  };
  /** The line of the file on which the body begins. */
  readonly bodyLine: number;
}

/** One compiled file. */
export interface Compiled<A extends Article = Post | Page> extends Outline<A> {
  /** As `readTexts` reads them. */
  readonly texts: Text;
  /** As `readSearched` reads it, where that was asked for. */
  readonly searched?: Text;
  /** Digest of the file alone. */
  readonly fileDigest: string;
}

/** The result for one file, in a form that JSON can carry. */
export interface Outcome {
  /** Absent when there were errors. */
  readonly outline?: Outline;
  /** Its texts, as `readTexts` reads them; empty when there were errors. */
  readonly text: string;
  readonly problems: readonly FileProblem[];
}

/** Compiles a file that was read. */
export function compileArticle({ read, article, problems }: ReadArticle, { url }: ArticleSettings): Outcome {
  if (!read || !article) return { text: "", problems };
  const { body, bodyLine, data, locate } = read.matter;
  const { headings, text, beginning } = read.rendered;
  // The first of a name counts, to which a slash may have been put in front since.
  const written = new Map(
    namesIn(data["aliases"])
      .toReversed()
      .map(({ text, index }) => [`/${text.replace(/^\//, "")}`, index]),
  );
  const aliases = article.aliases.map((alias) => locate({ path: ["aliases", written.get(alias) ?? 0] }));
  const places = { slug: locate({ path: ["slug"] }), aliases, image: locate({ path: ["image"] }) };
  const { html, ...slots } = apart(read.rendered, url);
  const excerpt = article.description === undefined ? beginningOf(beginning) : "";
  const minutes = minutesOf(text);
  const contents = contentsOf(minutes, headings);
  const outline = { article, ...slots, minutes, excerpt, places, bodyLine, ...present({ contents }) };
  return { outline, text: writeTexts({ html, body }), problems };
}

// Four minutes of reading are more than a screen or two, and nobody looks up fewer than three sections.
function contentsOf(minutes: number, headings: readonly Heading[]): readonly Heading[] | undefined {
  const isLong = minutes >= 4 && headings.filter(({ depth }) => depth === 2).length >= 3;
  const shown = headings.filter(({ depth }) => depth === 2 || depth === 3);
  return isLong ? shown.map(({ depth, id, text }) => ({ depth, id, text })) : undefined;
}

/** Separates the slots from the texts around them. */
function apart({ pieces, unshown }: Rendered, origin: string) {
  const definitions = Map.groupBy(unshown, urlIn);
  // The URL of a reference is in its definition.
  const placed = ({ written, ...slot }: Slot): PlacedSlot => {
    const url = urlIn(slot);
    const places = written ? [written] : (definitions.get(url) ?? []).flatMap((each) => each.written ?? []);
    // Once exchanged they are so for all that refer to them, of which there may be just as many.
    if (!written) definitions.set(url, definitions.get(url)?.slice(0, 1) ?? []);
    return { ...slot, places };
  };
  const parts = pieces.map((piece) =>
    typeof piece !== "string" && piece.kind === "link" && isSettled(piece, origin) ? escapeHtml(piece.href) : piece,
  );
  const slots = parts.filter((part) => typeof part !== "string");
  const html = parts.map((part) => (typeof part === "string" ? part : mark)).join("");
  const links = unshown.map(placed).filter((slot) => slot.kind === "link");
  const open = links.filter((link) => !isSettled(link, origin));
  return { html: html.split(mark), slots: slots.map(placed), unshown: open };
}

const urlIn = (slot: Slot): string => (slot.kind === "link" ? slot.href : slot.src);

/** Whether a link stays as it is whatever becomes of the site: an anchor of the same text, or an address elsewhere. */
const isSettled = ({ href }: Pick<LinkSlot, "href">, origin: string): boolean =>
  href.startsWith("#") ||
  (/^[a-z][a-z0-9+.-]*:/i.test(href) && ownPath(href, origin) === undefined && !isOfOneMachine(href));
