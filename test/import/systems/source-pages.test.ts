import { expect, it } from "vitest";
import { readMarkdown } from "../../../scripts/import/plain/markdown-folder.ts";
import { sourcePages } from "../../../scripts/import/systems/source-pages.ts";
import { temporaryFolder, write } from "../../folder.ts";
import { page } from "../old-site.ts";

it("gives each page the address that a browser asks for, encoded or not where it came from", () => {
  const root = write(temporaryFolder(), {
    "a.md": page({ title: "A", permalink: "/%C3%A4/" }),
    "b.md": page({ title: "B", permalink: "/ö/" }),
    "c.md": page({ title: "C", permalink: "/100%/" }),
  });
  expect(sourcePages(readMarkdown(root, {})).map(({ path }) => path)).toEqual(["/%C3%A4/", "/%C3%B6/", "/100%25/"]);
});
