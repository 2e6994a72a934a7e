import { renameSync } from "node:fs";
import { afterEach, expect, it, vi } from "vitest";

vi.mock("node:fs", { spy: true });
const { move } = await import("../../scripts/store/move.ts");

const refusal = (code: string): Error => Object.assign(new Error(`${code}: refused`), { code });

/** Has the system refuse to rename so many times. */
function refuse(code: string, times: number): void {
  vi.mocked(renameSync).mockImplementation(() => {
    if (vi.mocked(renameSync).mock.calls.length <= times) throw refusal(code);
  });
}

afterEach(() => {
  vi.mocked(renameSync).mockReset();
  vi.restoreAllMocks();
});

it.each(["EPERM", "EACCES", "EBUSY"])("renames on Windows what somebody has open for a moment: %s", (code) => {
  vi.spyOn(process, "platform", "get").mockReturnValue("win32");
  refuse(code, 3);
  move("a", "b");
  expect(renameSync).toHaveBeenCalledTimes(4);
});

it("fails on Windows where it is held for ever", () => {
  vi.spyOn(process, "platform", "get").mockReturnValue("win32");
  refuse("EBUSY", Infinity);
  expect(() => move("a", "b")).toThrow("EBUSY");
});

it.each([
  ["win32", "ENOENT"],
  ["linux", "EPERM"],
] as const)("fails at once where waiting is of no use: %s, %s", (system, code) => {
  vi.spyOn(process, "platform", "get").mockReturnValue(system);
  refuse(code, Infinity);
  expect(() => move("a", "b")).toThrow(code);
  expect(renameSync).toHaveBeenCalledTimes(1);
});
