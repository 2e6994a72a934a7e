import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, expect, it, vi } from "vitest";
import { temporaryFolder, write } from "../folder.ts";

vi.mock("node:fs", { spy: true });
const { replaceFolder } = await import("../../scripts/store/output-folder.ts");

const folder = temporaryFolder();
const fill = async (fresh: string): Promise<void> => writeFileSync(join(fresh, "a.txt"), "new");

afterEach(() => void vi.restoreAllMocks());

it("is in place although the one before it, which another user wrote, can't be taken away", async () => {
  const out = join(write(folder, { "out/a.txt": "old" }), "out");
  const { rmSync: remove } = await vi.importActual<typeof import("node:fs")>("node:fs");
  vi.mocked(rmSync).mockImplementation((path, options) => {
    if (String(path).includes("-old-")) throw Object.assign(new Error("EACCES: permission denied"), { code: "EACCES" });
    remove(path, options);
  });
  await replaceFolder(out, () => true, fill);
  expect(readFileSync(join(out, "a.txt"), "utf8")).toBe("new");
  expect(readdirSync(folder).filter((name) => name.includes("-old-"))).toHaveLength(1);
  // Nor does what is left stand in the way of the next one.
  await replaceFolder(out, () => true, fill);
  expect(readdirSync(out)).toEqual(["a.txt"]);
});
