import { colours } from "../colours.ts";

/** The ground that icons stand on where they must have one. */
const { paper } = colours;

/** A PNG of the icon: pixels a side, and how much of them the picture takes. */
export interface Icon {
  readonly name: string;
  readonly size: number;
  readonly share?: number;
  readonly ground?: string;
  /** What browsers use it for that read the manifest. */
  readonly purpose?: "any" | "maskable";
}

/** Which ones, and why no more: https://evilmartians.com/chronicles/how-to-favicon-in-2021 */
export const icons: readonly Icon[] = [
  // iOS shows transparency as black, and rounds the corners itself.
  { name: "apple-touch-icon.png", size: 180, ground: paper },
  { name: "icon-192.png", size: 192, purpose: "any" },
  { name: "icon-512.png", size: 512, purpose: "any" },
  // Launchers may cut away all but a circle of four fifths (https://www.w3.org/TR/appmanifest/#icon-masks).
  { name: "icon-maskable-512.png", size: 512, share: 0.8, ground: paper, purpose: "maskable" },
];

/** Where the icons of a site stand, sorted, after the name of its picture; without one they are drawn from an SVG of ours. */
export const iconPaths = (icon = "icon.svg"): string[] => {
  const own = icon.toLowerCase().endsWith(".svg") ? ["/icon.svg"] : [];
  return ["/favicon.ico", ...icons.map(({ name }) => `/${name}`), ...own, "/manifest.webmanifest"].sort();
};
