import { medianOf, type Row, rounded } from "./table.ts";

/** What was measured, by what it is and its unit: `wall s`. */
export type Measures = Readonly<Record<string, number>>;

/** Who does what is measured, one task after the other. */
export interface Contestant {
  readonly who: string;
  readonly tasks: Readonly<Record<string, () => Measures | Promise<Measures>>>;
}

/**
 * Has contestants do each task one right after the other, another one first in each round, since machines differ from minute to minute
 * by more than contestants do. Gives the medians, and of times how long the first contestant took for each second of the others:
 * the median of the rounds' ratios, which noise moves less than the ratio of the medians.
 */
export async function inTurn(rounds: number, enter: (round: number) => Promise<readonly Contestant[]>): Promise<Row[]> {
  const taken = new Map<string, Map<string, Measures[]>>();
  for (let round = 0; round < rounds; round++) {
    const contestants = await enter(round);
    const first = round % contestants.length;
    const order = [...contestants.slice(first), ...contestants.slice(0, first)];
    for (const task of new Set(contestants.flatMap(({ tasks }) => Object.keys(tasks)))) {
      const byName = taken.get(task) ?? new Map(contestants.map(({ who }) => [who, [] as Measures[]]));
      taken.set(task, byName);
      for (const { who, tasks } of order) {
        const measures = await tasks[task]?.();
        if (measures !== undefined) byName.get(who)?.push(measures);
      }
    }
  }
  return [...taken].flatMap(([task, byName]) => {
    const [ours = [], ...others] = byName.values();
    return [...byName]
      .filter(([, all]) => all.length > 0)
      .map(([who, all]) => ({ task, who, ...medians(all), ...(others.includes(all) ? ratios(ours, all) : {}) }));
  });
}

const medians = (all: readonly Measures[]): Measures =>
  Object.fromEntries(
    Object.keys(all[0] ?? {}).map((name) => [name, rounded(medianOf(all.map((each) => each[name] ?? NaN)))]),
  );

function ratios(ours: readonly Measures[], theirs: readonly Measures[]): Measures {
  const times = Object.keys(theirs[0] ?? {}).filter((name) => / m?s$/.test(name) && ours[0]?.[name] !== undefined);
  const ratioOf = (name: string): number =>
    rounded(medianOf(theirs.map((each, round) => (ours[round]?.[name] ?? NaN) / (each[name] ?? NaN))));
  return Object.fromEntries(times.map((name) => [`${name.split(" ")[0]} ratio`, ratioOf(name)]));
}
