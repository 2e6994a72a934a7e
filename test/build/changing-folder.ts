import { post } from "../folder.ts";
import { randomFrom } from "../random.ts";

type Files = Record<string, string>;

/** A content folder that changes at random. */
export class ChangingFolder {
  readonly #random: (below: number) => number;
  #files: Files = {};
  readonly #past: Files[] = [];
  #count = 0;

  constructor(seed: number) {
    const next = randomFrom(seed);
    this.#random = (below) => next() % below;
    for (let index = 0; index < 6; index++) this.#add();
  }

  next(): Files {
    this.#past.push({ ...this.#files });
    const names = Object.keys(this.#files).filter((name) => name.endsWith(".md"));
    const name = this.#pick(names) ?? "posts/none.md";
    const changes = [
      () => this.#add(),
      () => names.length > 3 && delete this.#files[name],
      () => this.#rename(name),
      () => (this.#files["site.yaml"] = this.#settings()),
      () => (this.#files = { ...this.#pick(this.#past) }),
      () => (this.#files["pages/about.md"] = `---\ntitle: About ${this.#random(3)}\n---\n${this.#text()}`),
      () => (this.#files[name] += `\n${this.#text()}`),
      () => (this.#files[name] = this.#post()),
      () => (this.#files[name] = this.#post()),
    ];
    this.#pick(changes)?.();
    return this.#files;
  }

  #pick<T>(choices: readonly T[]): T | undefined {
    return choices[this.#random(choices.length)];
  }

  #add(): void {
    this.#files[`posts/p${this.#count++ % 12}.md`] = this.#post();
  }

  #rename(name: string): void {
    const text = this.#files[name];
    delete this.#files[name];
    if (text !== undefined) this.#files[`posts/p${this.#count++ % 12}.md`] = text;
  }

  #post(): string {
    const some = (name: string, value: string) => (this.#random(4) === 0 ? { [name]: value } : {});
    const date = `202${3 + this.#random(4)}-0${1 + this.#random(9)}-11`;
    const more = {
      tags: `[${["a", "b", "c"].filter(() => this.#random(2) === 0).join(", ")}]`,
      ...some("expires", "2027-05-05"),
      ...some("series", "One thing after another"),
      ...some("author", "Ada"),
      ...some("categories", `[C${this.#random(2)}]`),
      ...some("description", `Words ${this.#random(5)}`),
      ...some("aliases", `[/old/${this.#count}/]`),
      ...some("draft", "true"),
      ...some("lang", "de"),
    };
    return post(`Title ${this.#random(9)}`, date, more, this.#text());
  }

  #text(): string {
    const link = `[there](/posts/p${this.#random(12)}/) and [elsewhere](https://example.org)`;
    return [`Text ${this.#random(7)} with ${link}.`, '## A "heading"', "```js\nlet a = 1;\n```"]
      .filter(() => this.#random(3) > 0)
      .join("\n\n");
  }

  #settings(): string {
    const settings = {
      url: `https://blog${this.#random(2)}.example`,
      title: `Site ${this.#random(2)}`,
      cards: "false",
      smartQuotes: String(this.#random(2) === 0),
      language: this.#random(2) === 0 ? "en" : "de",
      timezone: this.#random(2) === 0 ? "UTC" : "Asia/Tokyo",
      feedContent: this.#random(2) === 0 ? "full" : "summary",
      postsPerPage: String(2 + this.#random(3)),
    };
    const taxonomies = `taxonomies: { categories: { title: C${this.#random(2)}, feeds: ${this.#random(2) === 0} } }\n`;
    return Object.entries(settings)
      .map(([name, value]) => `${name}: ${value}\n`)
      .join("")
      .concat(taxonomies);
  }
}
