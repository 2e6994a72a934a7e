import { join } from "node:path";
import { ContentError } from "../../scripts/base/problems.ts";
import { compile } from "../compiled-site.ts";
import { post, temporaryFolder, write } from "../folder.ts";

export const folder = temporaryFolder();
export const drawing = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><path d="M0 0h9v9z"/></svg>';
let sites = 0;

/** A content folder with a post of that body, among what must not be published. */
export function site(body: string, more: Readonly<Record<string, string>> = {}): string {
  const around = write(join(folder, `site-${++sites}`), {
    ".dev.vars": "TOKEN=1\n",
    "cv.pdf": "%PDF",
    "outside.svg": drawing,
    "content/site.yaml": "url: https://blog.example\ncards: false\n",
    "content/notes.txt": "",
    "content/src/key.ts": "",
    "content/posts/here/index.md": post("Here", "2024-01-01", {}, body),
    "content/posts/soon/index.md": post("Soon", "2024-01-01", { draft: "true" }),
    "content/posts/soon/shot.svg": drawing,
    "content/posts/here/paper.pdf": "%PDF",
    "content/posts/here/100%.txt": "all",
    "content/posts/here/.env": "TOKEN=2\n",
    "content/posts/here/.git/config": "",
    "content/posts/here/old.txt~": "",
    "content/posts/here/NOTES.MD": "",
    "content/static/.env": "TOKEN=3\n",
    "content/static/.hidden.svg": drawing,
    "content/static/.well-known/security.txt": "",
    "content/static/logo.svg": drawing,
    ...more,
  });
  return join(around, "content");
}

export async function problemsOf(root: string): Promise<string[]> {
  try {
    await compile(root, {});
    return [];
  } catch (error) {
    if (!(error instanceof ContentError)) throw error;
    return error.problems
      .filter(({ severity }) => severity === "error")
      .map(({ file, line, column, message }) => `${file.slice(root.length + 1)}:${line}:${column} ${message}`);
  }
}

export const outside = "which is outside the content folder; put a copy beside the article or under static/";
export const hidden = "which is hidden, so it is never published; rename it";
export const notPublic =
  "which can't be published; expected a file under static/, or a file other than Markdown beside an article";
