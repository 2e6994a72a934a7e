import { describe, expect, it } from "vitest";
import { feedId } from "../../scripts/compile/feed-id.ts";

const post = { path: "/posts/glue/", aliases: [], date: 1_734_315_184 };

describe("feedId", () => {
  it("is a UUID of version 5 and never another one for the same post", () => {
    expect(feedId(post)).toBe("urn:uuid:6958123b-379f-55e2-8d80-206e1639ab98");
    expect(feedId(post)).toMatch(/^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });

  it("stays when the post moves and its aliases tell where it was", () => {
    const moved = { ...post, path: "/posts/paste/", aliases: ["/2020/glue.html", "/posts/glue/", "/posts/gum/"] };
    expect(feedId(moved)).toBe(feedId(post));
    expect(feedId({ ...moved, aliases: ["/posts/glue"] })).toBe(feedId(post));
  });

  it("differs by path and by date", () => {
    expect(feedId({ ...post, path: "/posts/gum/" })).not.toBe(feedId(post));
    expect(feedId({ ...post, date: post.date + 1 })).not.toBe(feedId(post));
  });
});
