import { join } from "node:path";
import { defineConfig } from "vitest/config";
import { type Lane, lanesOf } from "./test/lanes.ts";

const lanes = [...lanesOf(import.meta.dirname)];
const filesOf = (lane: Lane): string[] => lanes.filter(([, its]) => its === lane).map(([file]) => file);

// Compiled code stays from one run to the next, which is a quarter of what the fast tests take. Workers and commands inherit it.
process.env["NODE_COMPILE_CACHE"] ??= join(import.meta.dirname, "node_modules/.cache/fore-edge-code");

export default defineConfig({
  test: {
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // Themes are imported as commands import them.
    server: { deps: { external: [/\/themes\/[0-9a-f]{32}\.mjs$/] } },
    projects: [
      {
        extends: true,
        test: { name: "fast", include: filesOf("fast"), maxWorkers: "100%", sequence: { groupOrder: 0 } },
      },
      { extends: true, test: { name: "slow", include: filesOf("slow"), sequence: { groupOrder: 1 } } },
      {
        extends: true,
        test: {
          name: "production",
          include: filesOf("production"),
          globalSetup: "test/production/bundle.ts",
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
