import { type Markup, xml } from "../../src/markup.ts";
import { type Built, tasks } from "./builds.ts";
import type { Finding, Results } from "./results.ts";
import { count, bytesOf } from "./tables.ts";
import { publications } from "./writes.ts";

/** A row of a panel: a bar as long as its value, or as many squares. */
interface Row {
  readonly label: string;
  readonly value: number;
  readonly shown: string;
  readonly isOurs: boolean;
}

interface Panel {
  readonly title: string;
  readonly note: string;
  readonly marks: "bars" | "squares";
  readonly rows: readonly Row[];
}

const themes = {
  light: { ink: "#2b2622", faint: "#6b625a", soft: "#cdc3b6", accent: "#8b2e16" },
  dark: { ink: "#e9e2d8", faint: "#a2978b", soft: "#585048", accent: "#e08a6d" },
};

export type Theme = keyof typeof themes;

// All lengths in pixels.
const width = 840;
const column = { width: 390, label: 120, mark: 198 };
const row = { height: 24, mark: 14 };
const head = 52;
const below = 30;

/** What matters of the results, as an SVG for readers with a light or a dark screen; undefined while there is nothing to compare. */
export function chartOf(results: Results, theme: Theme): string | undefined {
  const [left, right] = [coldPanels(results), [...editPanels(results), ...writesPanels(results)]];
  if (left.length === 0) return undefined;
  const { ink, faint, soft, accent } = themes[theme];
  const height = Math.max(heightOf(left), heightOf(right));
  const title = "Benchmarks of fore-edge";
  return xml`<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" font-family="ui-serif, Georgia, 'Liberation Serif', serif" font-size="14">
<title>${title}</title>
<style>text{fill:${ink}} .faint{fill:${faint}} .theirs{fill:${soft}} .ours{fill:${accent}}</style>
${drawColumn(left, 0)}
${drawColumn(right, width - column.width)}
</svg>
`.text;
}

/** The builds of the most posts that others were compared with. */
const comparedIn = ({ build = [] }: Results): Finding<Built> | undefined =>
  build.findLast(({ rows }) => rows.some(({ label }) => label !== undefined));

/** One task of ours and the whole builds of others, by name, in a measure of what they took. */
const barsOf = (
  task: string,
  { rows }: Finding<Built>,
  measure: (taken: Built["taken"]) => Pick<Row, "value" | "shown">,
): Row[] =>
  rows.flatMap(({ what, label, taken }) =>
    what === task || label !== undefined
      ? [{ label: label ?? "fore-edge", isOurs: label === undefined, ...measure(taken) }]
      : [],
  );

const wall = ({ wall: value }: Built["taken"]) => ({ value, shown: `${value.toFixed(1)} s` });
const memory = ({ memory: value }: Built["taken"]) => ({ value, shown: bytesOf(value) });

function coldPanels(results: Results): Panel[] {
  const compared = comparedIn(results);
  if (!compared) return [];
  return [
    {
      title: `Cold build of ${count(compared.posts)} posts`,
      note: "the same pages, feeds and sources from each, as files",
      marks: "bars",
      rows: barsOf(tasks.exported, compared, wall),
    },
    {
      title: "Memory",
      note: "at the peak of the same build",
      marks: "bars",
      rows: barsOf(tasks.exported, compared, memory),
    },
  ];
}

/** What the next publication takes, against the generators that build all again. */
function editPanels(results: Results): Panel[] {
  const compared = comparedIn(results);
  if (!compared) return [];
  return [
    {
      title: `Build after one edit of ${count(compared.posts)} posts`,
      note: "what a publication needs, in a new process; others build all again",
      marks: "bars",
      rows: barsOf(tasks.edit, compared, wall).toSorted((a, b) => Number(b.isOurs) - Number(a.isOurs)),
    },
  ];
}

/** A new post costs the same however many there are. */
function writesPanels({ writes = [] }: Results): Panel[] {
  const rows = writes.flatMap(({ posts, rows }) =>
    rows
      .filter(({ what }) => what === publications.fresh)
      .map((fresh) => ({
        label: `${count(posts)} posts`,
        isOurs: true,
        value: fresh.writes,
        shown: String(fresh.writes),
      })),
  );
  const title = "Writes to KV for a new post";
  return rows.length === 0
    ? []
    : [{ title, note: "a square for each key; the post has three tags", marks: "squares", rows }];
}

const heightOf = (panels: readonly Panel[]): number =>
  panels.reduce((sum, { rows }) => sum + head + rows.length * row.height, 0) + (panels.length - 1) * below + 4;

function drawColumn(panels: readonly Panel[], x: number): Markup[] {
  let y = 0;
  return panels.map((panel) => {
    const drawn = drawPanel(panel, x, y);
    y += head + panel.rows.length * row.height + below;
    return drawn;
  });
}

function drawPanel({ title, note, marks, rows }: Panel, x: number, y: number): Markup {
  const most = Math.max(...rows.map(({ value }) => value));
  const drawn = rows.map(({ label, value, shown, isOurs }, index) => {
    const [top, left] = [y + head + index * row.height, x + column.label];
    const line = top + row.mark - 2;
    const step = Math.min(square.step, column.mark / most);
    const end = marks === "bars" ? Math.max(2, (value / most) * column.mark) : value * step;
    return xml`<text x="${x}" y="${line}" class="${isOurs ? "" : "faint"}">${label}</text>${
      marks === "bars" ? drawBar(left, top, end, isOurs) : drawSquares(left, top, value, step)
    }<text x="${left + Math.round(end) + 8}" y="${line}" class="${isOurs ? "" : "faint"}">${shown}</text>
`;
  });
  return xml`<text x="${x}" y="${y + 16}" font-size="17">${title}</text>
<text x="${x}" y="${y + 36}" font-size="13" class="faint">${note}</text>
${drawn}`;
}

const drawBar = (x: number, y: number, length: number, isOurs: boolean): Markup =>
  xml`<rect x="${x}" y="${y}" width="${Math.round(length)}" height="${row.mark}" rx="2" class="${isOurs ? "ours" : "theirs"}"/>`;

const square = { step: 7, gap: 2 };

/** A square for each key. */
const drawSquares = (x: number, y: number, squares: number, step: number): Markup[] =>
  Array.from(
    { length: squares },
    (_, index) =>
      xml`<rect x="${(x + index * step).toFixed(1)}" y="${y + 4}" width="${(step - square.gap).toFixed(1)}" height="7" class="ours"/>`,
  );
