import { describe, expect, it } from "vitest";
import { lineForWindows } from "../../../scripts/base/npm/run-npm.ts";

describe("npm", () => {
  it("gets paths with spaces and ranges with ^ as they are, also through the shell of Windows", () => {
    const line = lineForWindows(["install", String.raw`C:\My files\fore-edge-1.2.3.tgz`, "fore-edge@^1.2.3"]);
    expect(line).toBe(String.raw`npm "install" "C:\My files\fore-edge-1.2.3.tgz" "fore-edge@^1.2.3"`);
  });
});
