import { canonicalPath } from "../../src/content/slug.ts";
import type { Position } from "../base/problems.ts";
import type { Content, ReportAt } from "../read/content.ts";
import type { Article } from "../read/parse-article.ts";
import { aliasesOf } from "../site/aliases.ts";
import type { Collision } from "./timeline.ts";

export const wantedByTwo = ({ path, owners }: Collision): string =>
  `path ${path} is wanted by ${owners.join(" and by ")}, expected a path for each`;

/** Reports a collision at the slug of the article that can give way, or else at the static file. */
export function reportCollision(
  collision: Collision,
  { file, slug }: { readonly file?: string | undefined; readonly slug?: Position | undefined },
  { folder: { statics } }: Content,
  report: ReportAt,
): void {
  const giving = file ?? statics.find((each) => collision.owners.includes(each)) ?? "site.yaml";
  const cure = `rename this file${slug ? " or give it another slug" : ""}`;
  const message = `${wantedByTwo(collision)}: ${cure}`;
  report(giving, { severity: "error", line: 1, column: 1, ...slug, message });
}

/** Reports what wants a path that is taken: at an alias if it is one, else at the field that decides an article's path. */
export function reportCollisions(collisions: readonly Collision[], content: Content, report: ReportAt): void {
  const articles = new Map([...content.posts, ...content.pages].map((compiled) => [compiled.article.file, compiled]));
  const told = new Set<string>();
  for (const collision of collisions) {
    const [first, last] = collision.owners;
    const wanting = [last, first].flatMap((owner) => articles.get(owner) ?? []);
    const redirecting = wanting.find(({ article }) => isAlias(collision.path, article));
    // A post's Markdown collides where its page does.
    const pair = collision.owners.join();
    if (redirecting) {
      const { article, places } = redirecting;
      const index = article.aliases.findIndex((alias) => canonicalPath(alias) === collision.path);
      const taken = `is the path of ${article.file === last ? first : last} already`;
      const message = `alias "${article.aliases[index]}" ${taken}, change or remove it`;
      report(article.file, { severity: "error", ...(places.aliases[index] ?? places.slug), message });
    } else if (!told.has(pair)) {
      told.add(pair);
      const [giving] = wanting;
      reportCollision(collision, { file: giving?.article.file, slug: giving?.places.slug }, content, report);
    }
  }
}

/** Whether an article wants a path as an old one, and not as its address. */
const isAlias = (path: string, own: Article): boolean =>
  path !== own.path && path !== own.source && aliasesOf(own).includes(path);
