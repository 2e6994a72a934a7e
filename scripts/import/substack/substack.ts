import { existsSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { decodeHTML } from "entities";
import { filesBelow } from "../../base/files-below.ts";
import { Failure } from "../../base/failure.ts";
import { plural } from "../../base/order.ts";
import { slugFromTitle } from "../../authoring/slug-of-title.ts";
import { readCsv } from "../archive/csv.ts";
import { exportedSite } from "../archive/exported.ts";
import { unpack } from "../archive/unpack.ts";
import { readDate } from "../dates.ts";
import type { Note, OldArticle, ReadSource } from "../source.ts";
import { substackText } from "./substack-text.ts";

const expected = "the ZIP of a Substack export (Settings → Exports), or the folder that it unpacks to";

/** Reads a Substack export: `posts.csv`, and the text of each post in `posts/ID.SLUG.html`. */
export const readSubstack: ReadSource = (path, { url }) => {
  const folder = unpack(path, expected);
  const table = filesBelow(folder).find((file) => basename(file) === "posts.csv");
  if (table === undefined) throw new Failure(`${path} has no posts.csv, expected ${expected}`);
  const rows = readCsv(readFileSync(join(folder, table), "utf8"), table);
  const failures: Note[] = [];
  const articles = rows.flatMap((row) => {
    const file = join(dirname(table), "posts", `${row["post_id"]}.html`);
    const exists = existsSync(join(folder, file));
    // Threads and podcasts may be nothing but their title.
    if (!exists && (row["title"] ?? "") === "")
      failures.push({ message: "posts.csv: … has neither a title nor a file in posts/", of: [row["post_id"] ?? ""] });
    else return [readPost(row, exists ? readFileSync(join(folder, file), "utf8") : "")];
    return [];
  });
  // The export does not name its site, but the buttons for subscribers lead there.
  const home = articles
    .map(({ body }) => /https:\/\/[\w-]+\.substack\.com(?=\/subscribe\b)/.exec(body)?.[0])
    .find((found) => found !== undefined);
  const lists = filesBelow(folder).filter((file) => file.endsWith(".csv") && file !== table).length;
  return exportedSite({
    articles,
    address: url ?? home,
    isBorrowed: url === undefined,
    failures,
    notes: [
      ...(lists === 0
        ? []
        : [{ message: "not imported: … of subscribers, deliveries and opened mails", of: [plural(lists, "list")] }]),
      { message: "comments are not in the files of a Substack export" },
      { message: "pictures stay on Substack's servers; copy them before you close the account" },
    ],
    convert: ({ body }) => substackText(body),
  });
};

function readPost(row: Readonly<Record<string, string>>, html: string): OldArticle {
  const text = (name: string): string => decodeHTML(row[name] ?? "").trim();
  const id = row["post_id"] ?? "";
  const title = text("title");
  const slug = id.replace(/^\d+\.?/, "") || slugFromTitle(title) || `post-${id}`;
  const [kind, audience] = [text("type") || "newsletter", text("audience") || "everyone"];
  const isPage = kind === "page";
  const isLive = /^true$/i.test(text("is_published"));
  const date = readDate(text("post_date"))?.replace(/\.\d+Z$/, "Z");
  const notes: Note[] = [];
  if (title === "") notes.push({ message: "the title was missing, so it is made from the slug" });
  if (audience !== "everyone")
    notes.push({
      message: "it was for … subscribers only, so it is a draft here",
      of: [audience.replace("only_", "")],
    });
  if (kind === "thread") notes.push({ message: "it is a thread, whose replies are not in the export" });
  const podcast = text("podcast_url");
  return {
    kind: isPage ? "page" : "post",
    source: `posts.csv: ${id}`,
    name: slug,
    slug,
    fields: {
      title: title || slug,
      ...(isPage ? {} : { date: date ?? "1970-01-01" }),
      ...(text("subtitle") === "" ? {} : { description: text("subtitle") }),
      ...(isLive && audience === "everyone" ? {} : { draft: true }),
    },
    comments: [],
    body: (podcast === "" ? "" : `<audio controls src="${podcast}"></audio>\n`) + html,
    urls: isLive ? [`/p/${slug}`] : [],
    bundle: [],
    notes,
  };
}
