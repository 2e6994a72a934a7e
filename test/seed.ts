/**
 * The seed of random tests. CI takes the same each time, so that a red run is due to the change; anywhere else each run has
 * its own, and names it. `SEED=… npx vitest run test/feeds` repeats one.
 */
export const seed = Number(
  process.env["SEED"] ?? (process.env["CI"] ? 20_270_115 : Math.trunc(Math.random() * 2 ** 31)),
);
