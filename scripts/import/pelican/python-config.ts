import { ScriptConfig } from "../dialect/script-config.ts";

/** What assigns a string, a word or a list; the first of several files that does so counts. */
export function pythonConfig(texts: readonly string[]): PythonConfig {
  return new PythonConfig(
    texts.map((text) => text.replace(/^\s*#[^\n]*$/gm, "").replace(/^(?=[A-Z_]+\s*=)/gm, "\u0000")).join("\n\u0000"),
  );
}

/** Settings of a configuration in Python, as far as they are written out. */
export class PythonConfig {
  readonly #values: ReadonlyMap<string, string>;

  constructor(text: string) {
    const assigned = text.split("\u0000").flatMap((part) => {
      const [, name, value] = /^([A-Z_]+)\s*=\s*([^]*)$/.exec(part) ?? [];
      return name === undefined || value === undefined ? [] : [[name, value] as const];
    });
    this.#values = new Map(assigned.toReversed());
  }

  text(name: string): string | undefined {
    const value = this.#values.get(name);
    return value === undefined
      ? undefined
      : new ScriptConfig(`${name}=${value.replace(/^[ru](?=["'])/, "")}`).text(name);
  }

  list(name: string): string[] | undefined {
    const value = this.#values.get(name);
    return value === undefined ? undefined : new ScriptConfig(`${name}=${value}`).list(name);
  }

  isFalse(name: string): boolean {
    return /^False\b/.test(this.#values.get(name) ?? "");
  }

  /** All of a value, as it is written. */
  block(name: string): string | undefined {
    return this.#values.get(name);
  }
}
