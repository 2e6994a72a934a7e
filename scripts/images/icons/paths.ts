/** Where the icons of a site stand, sorted, after the name of its picture; without one they are drawn from an SVG of ours. */
export const iconPaths = (icon = "icon.svg"): string[] => [
  "/apple-touch-icon.png",
  "/favicon.ico",
  "/icon-192.png",
  "/icon-512.png",
  "/icon-maskable-512.png",
  ...(icon.toLowerCase().endsWith(".svg") ? ["/icon.svg"] : []),
  "/manifest.webmanifest",
];
