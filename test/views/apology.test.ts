import { describe, expect, it } from "vitest";
import { renderApology } from "../../src/views/render.ts";
import * as fixtures from "../fixtures/views/models.ts";
import { frame, ownLinks } from "./pages.ts";

describe("a page that can't be shown", () => {
  it("suggests the nearest page, where there is one, and the ways that always are", () => {
    const ways = ["/archive/", "/tags/", "/"];
    expect(ownLinks(renderApology("notFound", frame, fixtures.home.posts[0]))).toEqual(["/posts/fore-edge/", ...ways]);
    expect(ownLinks(renderApology("notFound", frame))).toEqual(ways);
    expect(ownLinks(renderApology("gone", frame))).toEqual(ways);
  });

  it("shows a book without the leaf, which nobody has to hear", () => {
    for (const reason of ["notFound", "gone"] as const)
      expect(renderApology(reason, frame)).toMatch(/<svg class="missing" [^>]*aria-hidden="true">/);
    expect(renderApology("failure", frame)).not.toContain("<svg");
  });

  it("links nothing that may fail as well", () => {
    expect(ownLinks(renderApology("failure", frame))).toEqual([]);
  });

  it("has no canonical address", () => {
    for (const html of [
      renderApology("notFound", frame),
      renderApology("gone", frame),
      renderApology("failure", frame),
    ])
      expect(html).not.toContain("canonical");
  });
});
