/** Cloudflare's clock, which need not agree with that of the machines. Milliseconds. */
export const clock = {
  /** How much has gone by without anybody waiting. */
  ahead: 0,
  now: (): number => realNow() + clock.ahead,
};

// Tests may set the clock of the machine that publishes.
const realNow = Date.now;
