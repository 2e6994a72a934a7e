import sharp from "sharp";

/** A soft, noisy picture, which no encoder can shrink to nothing. */
export const noise = (width: number, height: number, channels: 3 | 4 = 3) =>
  sharp({
    create: { width, height, channels, background: "#88664480", noise: { type: "gaussian", mean: 128, sigma: 40 } },
  });
