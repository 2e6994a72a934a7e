import { describe, expect, it, vi } from "vitest";

// Paths as Windows has them, so that what it makes of them can be seen on any system.
vi.mock("node:path", async () => {
  const { win32 } = await vi.importActual<typeof import("node:path")>("node:path");
  return { ...win32, default: win32 };
});
vi.spyOn(process, "cwd").mockReturnValue(String.raw`C:\Users\ada\blog`);

const { shownPath } = await import("../../scripts/base/problems.ts");
const { inside } = await import("../../scripts/base/inside.ts");

describe("on Windows", () => {
  it.each([
    [String.raw`C:\Users\ada\blog\content\posts\a.md`, "content/posts/a.md"],
    [String.raw`C:\Users\ada\notes\posts\a.md`, String.raw`C:\Users\ada\notes\posts\a.md`],
    [String.raw`D:\notes\posts\a.md`, String.raw`D:\notes\posts\a.md`],
  ])("a message names %s as %s", (file, shown) => {
    expect(shownPath(file)).toBe(shown);
  });

  it.each([String.raw`..\elsewhere`, "../elsewhere", String.raw`a\..\..\elsewhere`, "."])(
    "nothing is written to %s, outside of the folder it is for",
    (name) => {
      expect(() => inside(String.raw`C:\out`, name)).toThrow("would be written outside");
      expect(inside(String.raw`C:\out`, "posts/a/index.html")).toBe(String.raw`C:\out\posts\a\index.html`);
    },
  );
});
