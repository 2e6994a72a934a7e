import { authors, closings, deeds, names, people, places, snippets, tags, things } from "./corpus-words.ts";

/**
 * Posts for benchmarks, made up from the words below: each number always gives the same post. They are about as long as
 * posts of technical blogs are, 8 kB, and hold what those hold: sections, lists, tables, quotes, footnotes, links to older
 * posts and code in several languages. All lie in the past, however many there are.
 */
export function postOf(number: number): string {
  const dice = new Dice(number);
  const series = number % 25 < 4 ? [`series: "${capital(placeOf(number))}, volume ${Math.floor(number / 25)}"`] : [];
  const sections = Array.from({ length: dice.between(3, 5) }, () => sectionOf(dice, number));
  const footnote = dice.chance(0.25) ? [`${sentence(dice)}[^1]`, `[^1]: ${sentence(dice)}`] : [];
  return [
    "---",
    `title: "${capital(dice.pick(things))} and ${dice.pick(things)}, no. ${number}"`,
    `date: ${dateOf(number)}`,
    `author: ${dice.chance(0.1) ? "[Ines Quay, Tom Ferrel]" : dice.pick(authors)}`,
    `description: "${sentence(dice)}"`,
    `tags: ${JSON.stringify(dice.some(tags, dice.between(1, 4)))}`,
    ...series,
    "---",
    "",
    [...sections.flat(), ...footnote].join("\n\n"),
    "",
  ].join("\n");
}

export const nameOf = (number: number): string => `post-${String(number).padStart(6, "0")}.md`;

// A post every two and a half hours: a hundred thousand of them end in 2023.
const dateOf = (number: number): string =>
  new Date(Date.UTC(1995, 0, 1) + number * 150 * 60_000).toISOString().replace(".000Z", "Z");

/** Numbers that look like chance and are the same on every machine: xorshift (Marsaglia 2003), seeded by a post's number. */
class Dice {
  #state: number;

  constructor(seed: number) {
    this.#state = Math.imul(seed + 1, 0x9e3779b1) | 1;
    for (let turn = 0; turn < 8; turn++) this.#next();
  }

  between(least: number, most: number): number {
    return least + (this.#next() % (most - least + 1));
  }

  chance(probability: number): boolean {
    return this.#next() % 1000 < probability * 1000;
  }

  pick(choices: readonly string[]): string {
    return choices[this.#next() % choices.length] ?? "";
  }

  /** At most `count` different ones. */
  some(choices: readonly string[], count: number): string[] {
    return [...new Set(Array.from({ length: count }, () => this.pick(choices)))];
  }

  #next(): number {
    this.#state ^= this.#state << 13;
    this.#state ^= this.#state >>> 17;
    this.#state ^= this.#state << 5;
    return this.#state >>> 0;
  }
}

function sectionOf(dice: Dice, number: number): string[] {
  const heading = `## ${capital(dice.pick(things))} by ${dice.pick(places)}`;
  const blocks = Array.from({ length: dice.between(2, 5) }, () => blockOf(dice, number));
  return dice.chance(0.3)
    ? [heading, ...blocks, `### What ${dice.pick(people)} said`, paragraph(dice, number)]
    : [heading, ...blocks];
}

function blockOf(dice: Dice, number: number): string {
  const kind = dice.between(1, 100);
  if (kind <= 70) return paragraph(dice, number);
  if (kind <= 80) return listOf(dice);
  if (kind <= 86) return tableOf(dice);
  if (kind <= 92) return `> ${paragraph(dice, number)}`;
  return codeOf(dice);
}

const paragraph = (dice: Dice, number: number): string =>
  Array.from({ length: dice.between(3, 6) }, () => `${sentence(dice)}${asideOf(dice, number)}`).join(" ");

function asideOf(dice: Dice, number: number): string {
  const kind = dice.between(1, 100);
  if (kind <= 6 && number > 0) {
    const older = nameOf(dice.between(0, number - 1)).replace(".md", "");
    return ` See [${dice.pick(things)}](/posts/${older}/).`;
  }
  if (kind <= 10) return ` More in [${dice.pick(things)}](https://example.org/${dice.pick(names)}?page=2&part=b).`;
  if (kind <= 16) return ` Remember **${dice.pick(things)}**.`;
  if (kind <= 22) return ` That is what \`${dice.pick(names)}()\` is for.`;
  return kind <= 25 ? ` *${capital(dice.pick(closings))}* — “${dice.pick(things)}” & <em>no more</em>.` : "";
}

function listOf(dice: Dice): string {
  const isOrdered = dice.chance(0.3);
  return lines(dice, (index) => `${isOrdered ? `${index + 1}.` : "-"} ${sentence(dice)}`);
}

const tableOf = (dice: Dice): string =>
  ["| what | how many | where |", "| :--- | ---: | --- |"]
    .concat(lines(dice, () => `| ${dice.pick(things)} | ${dice.between(1, 999)} | ${dice.pick(places)} |`))
    .join("\n");

function codeOf(dice: Dice): string {
  const [language = "", template = ""] = snippets[dice.between(0, snippets.length - 1)] ?? [];
  const chosen = [dice.pick(names), dice.pick(names), dice.pick(names)];
  return `\`\`\`${language}\n${template.replaceAll(/\$([0-2])/g, (_, index) => chosen[Number(index)] ?? "")}\n\`\`\``;
}

const lines = (dice: Dice, line: (index: number) => string): string =>
  Array.from({ length: dice.between(3, 6) }, (_, index) => line(index)).join("\n");

const sentence = (dice: Dice): string =>
  `${capital(dice.pick(people))} ${dice.pick(deeds)} ${dice.pick(things)} ${dice.pick(closings)}.`;

const placeOf = (number: number): string => places[Math.floor(number / 25) % places.length] ?? "";

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
