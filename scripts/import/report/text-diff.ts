/** What changed from one text to another, as a unified diff without its header; empty if nothing did. */
export function textDiff(before: string, after: string, context = 2): string {
  const [a, b] = [before.split("\n"), after.split("\n")];
  const marked = compareLines(a, b);
  const changed = marked.flatMap(({ mark }, index) => (mark === " " ? [] : [index]));
  const lines: string[] = [];
  let end = -1;
  for (const index of changed) {
    const start = Math.max(index - context, 0);
    if (start > end) {
      const { left, right } = marked[start] ?? { left: 0, right: 0 };
      lines.push(`@@ -${left + 1} +${right + 1} @@`);
    }
    const from = Math.max(start, end);
    end = Math.max(end, Math.min(index + context + 1, marked.length));
    lines.push(...marked.slice(from, end).map(({ mark, line }) => mark + line.replace(/\r$/, "")));
  }
  return lines.map((line) => `${line}\n`).join("");
}

interface Marked {
  readonly mark: " " | "-" | "+";
  readonly line: string;
  /** Lines of each text before this one. */
  readonly left: number;
  readonly right: number;
}

/** E. W. Myers, "An O(ND) difference algorithm and its variations", with the common beginning and end set aside. */
function compareLines(a: readonly string[], b: readonly string[]): Marked[] {
  let head = 0;
  while (head < a.length && head < b.length && a[head] === b[head]) head++;
  let tail = 0;
  while (tail < a.length - head && tail < b.length - head && a[a.length - 1 - tail] === b[b.length - 1 - tail]) tail++;
  const [n, m] = [a.length - head - tail, b.length - head - tail];
  const left = (index: number): string => a[head + index] ?? "";
  const right = (index: number): string => b[head + index] ?? "";

  const rounds: Map<number, number>[] = [];
  const reached = new Map([[1, 0]]);
  search: for (let d = 0; d <= n + m; d++) {
    rounds.push(new Map(reached));
    for (let k = -d; k <= d; k += 2) {
      let x = stepsDown(reached, k, d) ? (reached.get(k + 1) ?? 0) : (reached.get(k - 1) ?? 0) + 1;
      while (x < n && x - k < m && left(x) === right(x - k)) x++;
      reached.set(k, x);
      if (x >= n && x - k >= m) break search;
    }
  }

  const middle: Marked[] = [];
  let [x, y] = [n, m];
  for (let d = rounds.length - 1; d >= 0; d--) {
    const round = rounds[d] ?? new Map<number, number>();
    const k = x - y;
    const isDown = stepsDown(round, k, d);
    const fromX = isDown ? (round.get(k + 1) ?? 0) : (round.get(k - 1) ?? 0);
    const fromY = fromX - (isDown ? k + 1 : k - 1);
    for (; x > fromX && y > fromY && x > 0 && y > 0 && left(x - 1) === right(y - 1); x--, y--)
      middle.push({ mark: " ", line: left(x - 1), left: head + x - 1, right: head + y - 1 });
    if (d === 0) break;
    if (isDown) middle.push({ mark: "+", line: right(--y), left: head + x, right: head + y });
    else middle.push({ mark: "-", line: left(--x), left: head + x, right: head + y });
  }
  const same = (from: number, to: number, shift: number): Marked[] =>
    a.slice(from, to).map((line, index) => ({ mark: " ", line, left: from + index, right: from + index + shift }));
  return [...same(0, head, 0), ...middle.toReversed(), ...same(a.length - tail, a.length, b.length - a.length)];
}

const stepsDown = (reached: ReadonlyMap<number, number>, k: number, d: number): boolean =>
  k === -d || (k !== d && (reached.get(k - 1) ?? -1) < (reached.get(k + 1) ?? -1));
