import { post } from "../folder.ts";

const numbered = Object.fromEntries(
  Array.from({ length: 14 }, (_, number) => [
    `posts/p${number}.md`,
    post(`Rope ${number}`, `2024-01-${String(number + 10)}`, {}, "A knot is tied."),
  ]),
);

/** A blog of knots: two pages of results, a post to come and one that goes, and static files. */
export const knots = {
  ...numbered,
  "site.yaml": "title: Knots\nurl: https://knots.example\ncards: false\n",
  "posts/splices.md": post("Eye & <splice>", "2025-01-01", { description: "Hitches, and how they hold" }, "Tucks."),
  "posts/coming.md": post("The lighthouse", "2026-07-01", {}, "Nobody knows the foghorn yet."),
  "posts/going.md": post("The regatta", "2025-05-01", { expires: "2026-07-01" }, "Buoys and spinnakers."),
  "pages/about.md": "---\ntitle: About\n---\nA bosun writes this.\n",
  "static/icon.svg": '<svg xmlns="http://www.w3.org/2000/svg"/>',
  "static/_note.txt": "A note",
};
