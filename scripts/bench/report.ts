/** A table as it is printed and as it stands in the page of benchmarks. */
export interface Table {
  readonly title: string;
  readonly note?: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

export function toMarkdown({ title, note, columns, rows }: Table): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  const rule = line(columns.map((_, index) => (index === 0 ? "---" : "---:")));
  return [
    `## ${title}`,
    "",
    ...(note === undefined ? [] : [note, ""]),
    line(columns),
    rule,
    ...rows.map(line),
    "",
  ].join("\n");
}

export function toText({ title, columns, rows }: Table): string {
  const widths = columns.map((column, index) => Math.max(column.length, ...rows.map((row) => row[index]?.length ?? 0)));
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, index) => (index === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[index] ?? 0)))
      .join("  ");
  return [title, line(columns), ...rows.map(line), ""].join("\n");
}

export interface Bar {
  readonly label: string;
  readonly value: number;
  readonly shown: string;
  readonly isOurs: boolean;
}

const palettes = {
  light: { ink: "#2b2622", soft: "#b8ada0", accent: "#8b2e16" },
  dark: { ink: "#e9e2d8", soft: "#5d554d", accent: "#e08a6d" },
};

/** Bars, the longest over the whole width, as an SVG for readers with a light or a dark screen. */
export function toSvg(title: string, bars: readonly Bar[], theme: keyof typeof palettes): string {
  const { ink, soft, accent } = palettes[theme];
  const most = Math.max(...bars.map(({ value }) => value));
  const height = 48 + bars.length * 34;
  const rows = bars.map(({ label, value, shown, isOurs }, index) => {
    const y = 48 + index * 34;
    const width = Math.max(2, Math.round((value / most) * 380));
    return `<text x="190" y="${y + 15}" text-anchor="end">${label}</text><rect x="202" y="${y}" width="${width}" height="22" rx="2" fill="${isOurs ? accent : soft}"/><text x="${210 + width}" y="${y + 15}">${shown}</text>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" width="720" height="${height}" viewBox="0 0 720 ${height}" role="img" font-family="ui-serif, Georgia, serif" font-size="14" fill="${ink}"><title>${title}</title>
<text x="12" y="24" font-size="16">${title}</text>
${rows.join("\n")}
</svg>
`;
}
