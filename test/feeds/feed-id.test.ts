import { expect, it } from "vitest";
import { feedId } from "../../scripts/feeds/feed-id.ts";

it("is a UUID of version 5, never another one for the same path, and one of its own for another path", () => {
  expect(feedId("/posts/glue/")).toBe("urn:uuid:8f1ab146-2753-540f-9c4c-bdb412f5002c");
  expect(feedId("/posts/glue/")).toMatch(
    /^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
  );
  expect(feedId("/posts/gum/")).not.toBe(feedId("/posts/glue/"));
});
