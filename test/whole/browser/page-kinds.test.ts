import { createServer, type Server } from "node:http";
import { once } from "node:events";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findSights } from "../../../scripts/browser/page-kinds.ts";
import { models, render } from "../../views/pages.ts";

describe("finding the kinds of pages", () => {
  let server: Server;
  let url: string;

  beforeAll(async () => {
    const pages = new Map(
      Object.values(models).map(([kind, model]) => {
        const below = "page" in model ? `page/${model.page}/` : "";
        return [model.path + below, render(kind, model)];
      }),
    );
    server = createServer(({ url: path = "" }, response) => {
      response.writeHead(pages.has(path) ? 200 : 404, { "content-type": "text/html; charset=utf-8" });
      response.end(pages.get(path));
    }).listen(0, "127.0.0.1");
    await once(server, "listening");
    const address = server.address();
    url = `http://127.0.0.1:${typeof address === "object" ? address?.port : ""}`;
  });
  afterAll(() => server.close());

  it("finds one page of each kind, the longest post, a right-to-left one and a 404, starting at the home page", async () => {
    const sights = await findSights(url);
    expect(Object.fromEntries(sights.map(({ name, path }) => [name, path]))).toEqual({
      home: "/",
      older: "/page/2/",
      post: "/posts/fore-edge/", // as long as others, and with terms of a taxonomy
      "right-to-left": "/posts/%D8%AD%D8%A7%D9%81%D8%A9/",
      tags: "/tags/",
      tag: "/tags/C%23/",
      author: "/authors/ada-quill/",
      series: "/series/anatomy-of-a-book/",
      term: "/crafts/binding/",
      archive: "/archive/",
      year: "/archive/2023/",
      feeds: "/feeds/",
      page: "/about/",
      "not-found": "/no/such/page/",
    });
  });

  it("says so when no blog answers", async () => {
    await expect(findSights("http://127.0.0.1:1")).rejects.toThrow("No blog answers at http://127.0.0.1:1");
  });
});
