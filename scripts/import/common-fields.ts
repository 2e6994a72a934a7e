import { language } from "../read/article-fields.ts";
import { usable } from "./categories.ts";
import type { FrontMatter } from "../authoring/write-front-matter.ts";
import { type Foreign, readNames } from "./foreign.ts";
import { readText } from "./utf8-text.ts";

const dates = [
  "date",
  "pubDate",
  "pubDatetime",
  "publishDate",
  "publishedAt",
  "published_at",
  "publish_date",
  "datePublished",
  "publishedDate",
  "published",
  "created",
  "createdAt",
  "created_at",
];
const updates = [
  "lastmod",
  "updated",
  "modDatetime",
  "updatedDate",
  "last_modified_at",
  "lastModified",
  "last_modified",
  "modified",
  "updatedAt",
  "updated_at",
  "dateModified",
  "dateUpdated",
];
const pictures = [
  "image",
  "heroImage",
  "images",
  "cover",
  "coverImage",
  "cover_image",
  "featured_image",
  "featuredImage",
  "feature_image",
  "featureimage",
  "ogImage",
  "og_image",
  "hero",
  "banner",
  "thumbnail",
  "header.image",
  "header.og_image",
  "header.teaser",
  "extra.image",
  "extra.cover_image",
  "socialImage",
];
const picturePaths = pictures.flatMap((name) => [
  name,
  ...["image", "src", "url", "path", "feature", "file"].map((part) => `${name}.${part}`),
]);
const pictureTexts = [
  "imageAlt",
  "heroImageAlt",
  "image_alt",
  "coverAlt",
  "cover_image_alt",
  "alt",
  "image.alt",
  "cover.alt",
  "heroImage.alt",
  "coverImage.alt",
  "ogImage.alt",
  "header.image_alt",
];

/**
 * The fields that nearly all systems share, under their names there. The values of the fields `tagNames` become tags.
 */
export function commonFields(foreign: Foreign, tagNames: readonly string[]): Omit<FrontMatter, "slug" | "aliases"> {
  const fields: Omit<FrontMatter, "slug" | "aliases"> = {};
  const set = <K extends keyof typeof fields>(name: K, value: (typeof fields)[K] | undefined): void => {
    if (value !== undefined) fields[name] = value;
  };
  set("title", foreign.text("title"));
  set("date", foreign.date(...dates));
  const authors = foreign.all(["author", "authors", "extra.author"], readNames);
  if (authors.length > 0) set("author", authors.length === 1 ? authors[0] : authors);
  set("description", foreign.text("description", "summary", "excerpt", "subtitle", "intro", "spoiler"));
  set("tags", usable(foreign.list(...tagNames)));
  set("updated", foreign.date(...updates));
  set("imageAlt", foreign.text(...pictureTexts));
  set("image", foreign.first(picturePaths, readPicture));
  set("canonical", foreign.text("canonical", "canonicalURL", "canonicalUrl", "canonical_url"));
  set("lang", foreign.first(["lang", "language", "locale"], readLanguage));
  set(
    "series",
    foreign.first(["series", "extra.series"], (value) => readText(Array.isArray(value) ? value[0] : value)),
  );
  set("expires", foreign.date("expires", "expiryDate", "unpublishDate", "expire_date"));
  set("draft", foreign.flag("draft", "isDraft"));
  if (fields.draft === undefined) {
    const published = foreign.flag("published", "publish");
    if (published === false || foreign.first(["status"], (value) => (value === "draft" ? true : undefined)))
      set("draft", true);
  }
  return fields;
}

/** A path or URL, or a list with just one. */
const readPicture = (value: unknown): string | undefined => {
  const picture: unknown = Array.isArray(value) && value.length === 1 ? value[0] : value;
  return typeof picture === "string" ? readText(picture) : undefined;
};

const readLanguage = (value: unknown): string | undefined =>
  language(typeof value === "string" ? value.replace("_", "-") : value, () => undefined);
