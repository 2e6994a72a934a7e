/**
 * Reads literals from a configuration that is a program, without running it: `scriptConfig(text).text("blog", "path")` is "news" for
 * `blog: { path: "news" }`. What is computed is not found.
 */
export function scriptConfig(source: string): ScriptConfig {
  return new ScriptConfig(source.replace(/\/\*[^]*?\*\//g, "").replace(/(^|[\s,;{}()[\]])\/\/[^\n]*/g, "$1"));
}

export class ScriptConfig {
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  /** A string by its path of names. */
  text(...path: readonly string[]): string | undefined {
    const value = this.#valueAt(path);
    return /^(["'`])((?:\\.|(?!\1)[^\\])*)\1/.exec(value ?? "")?.[2]?.replace(/\\(.)/g, "$1");
  }

  /** All strings that this name has, wherever it stands. */
  texts(name: string): string[] {
    const given = new RegExp(
      String.raw`(?<![\w.])["']?${name}["']?\s*[:=](?!=)\s*(["'\`])((?:\\.|(?!\1)[^\\])*)\1`,
      "g",
    );
    return [...this.#text.matchAll(given)].map((match) => match[2] ?? "");
  }

  /** A word such as true, false or a number. */
  word(...path: readonly string[]): string | undefined {
    return /^[\w.]+/.exec(this.#valueAt(path) ?? "")?.[0];
  }

  /** The strings of a list. */
  list(...path: readonly string[]): string[] {
    const value = this.#valueAt(path);
    // A choice such as `production ? […] : […]` begins with the one that is published.
    const [before] = /^[^[({,;]*(?=\[)/.exec(value ?? "") ?? [];
    if (value === undefined || before === undefined) return [];
    return [...balanced(value.slice(before.length)).matchAll(/(["'`])((?:\\.|(?!\1)[^\\])*)\1/g)].map(
      (match) => match[2] ?? "",
    );
  }

  /** The objects that follow a text: `plugin-blog", {…}`. */
  after(pattern: RegExp): ScriptConfig[] {
    return [...this.#text.matchAll(pattern)].flatMap((match) => {
      const rest = this.#text.slice(match.index + match[0].length).replace(/^\s*,?\s*/, "");
      return rest.startsWith("{") ? [new ScriptConfig(balanced(rest))] : [];
    });
  }

  #valueAt(path: readonly string[]): string | undefined {
    let scope = this.#text;
    for (const [index, name] of path.entries()) {
      const match = new RegExp(String.raw`(?<![\w.])["']?${name}["']?\s*[:=](?!=)\s*`).exec(scope);
      if (!match) return undefined;
      scope = scope.slice(match.index + match[0].length);
      if (index < path.length - 1) {
        if (!scope.startsWith("{")) return undefined;
        scope = balanced(scope);
      }
    }
    return scope;
  }
}

/** From an opening bracket to the one that closes it. */
function balanced(text: string): string {
  let depth = 0;
  for (const match of text.matchAll(/(["'`])(?:\\.|(?!\1)[^\\])*\1|[{[(]|[}\])]/g)) {
    if (/^[{[(]/.test(match[0])) depth++;
    else if (/^[}\])]/.test(match[0]) && --depth === 0) return text.slice(0, match.index + 1);
  }
  return text;
}
