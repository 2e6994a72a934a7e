import { join } from "node:path";
import { defineConfig } from "vitest/config";
import { type Lane, lanesOf } from "./test/lanes.ts";

const lanes = [...lanesOf(import.meta.dirname)];
const filesOf = (lane: Lane): string[] => lanes.filter(([, its]) => its === lane).map(([file]) => file);

// Compiled code stays from one run to the next, which saves some tenth of what the fast tests take. Workers and commands inherit it.
process.env["NODE_COMPILE_CACHE"] ??= join(import.meta.dirname, "node_modules/.cache/fore-edge-code");

// Servers, browsers and wrangler take as long as the machine lets them, which may be busy with the next test.
const patient = { testTimeout: 180_000 };

export default defineConfig({
  test: {
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // Vitest would leave a core to itself, which on a machine with two is half of what there is.
    maxWorkers: "100%",
    // Themes are imported as commands import them.
    server: { deps: { external: [/\/themes\/[0-9a-f]{32}\.mjs$/] } },
    projects: [
      {
        extends: true,
        test: {
          name: "fast",
          include: filesOf("fast"),
          // To load for each file what most of them need is half of what they take.
          isolate: false,
          // So what a test has changed is taken back before the next one, whoever forgot to.
          restoreMocks: true,
          unstubEnvs: true,
          unstubGlobals: true,
        },
      },
      { extends: true, test: { name: "alone", include: filesOf("alone") } },
      { extends: true, test: { name: "slow", include: filesOf("slow"), ...patient } },
      {
        extends: true,
        test: {
          name: "production",
          include: filesOf("production"),
          globalSetup: "test/production/bundle.ts",
          ...patient,
        },
      },
    ],
  },
});
