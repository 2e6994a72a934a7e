import { spawnSync } from "node:child_process";

/** Runs npm in the current folder. Gives what it says where it fails. */
export function npm(...args: readonly string[]): string | undefined {
  const options = { encoding: "utf8" } as const;
  const { status, stderr, error } =
    process.platform === "win32"
      ? spawnSync(lineForWindows(args), { ...options, shell: true })
      : spawnSync("npm", args, options);
  return status === 0 ? undefined : (error?.message ?? stderr.trim());
}

/** On Windows npm is a `.cmd`, which only a shell starts, and outside of quotation marks that takes spaces and `^` for its own. */
export const lineForWindows = (args: readonly string[]): string => ["npm", ...args.map((arg) => `"${arg}"`)].join(" ");
