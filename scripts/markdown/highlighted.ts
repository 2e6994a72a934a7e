import type { HLJSOptions } from "highlight.js";

type Emitter = InstanceType<HLJSOptions["__emitter"]>;

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#x27;",
};

const special = /[&<>"']/;

/** As highlight.js escapes. */
const escaped = (text: string): string =>
  special.test(text) ? text.replaceAll(/[&<>"']/g, (sign) => entities[sign] ?? sign) : text;

/** The classes of scopes, of which there are some fifty. */
const classes = new Map<string, string>();

/** `title.function.invoked` is `hljs-title function_ invoked__` in style sheets. */
function classOf(scope: string, prefix: string): string {
  const [first = "", ...others] = scope.split(".");
  return [prefix + first, ...others.map((name, index) => name + "_".repeat(index + 1))].join(" ");
}

/** Writes the HTML of code as highlight.js reads it, which by itself makes a tree first. */
export class HighlightedHtml implements Emitter {
  #html = "";
  #open = 0;
  readonly #prefix: string;

  constructor({ classPrefix }: HLJSOptions) {
    this.#prefix = classPrefix;
  }

  addText(text: string): void {
    this.#html += escaped(text);
  }

  startScope(scope: string): void {
    const known = classes.get(scope) ?? classOf(scope, this.#prefix);
    classes.set(scope, known);
    this.#html += `<span class="${known}">`;
    this.#open += 1;
  }

  endScope(): void {
    if (this.#open === 0) return;
    this.#html += "</span>";
    this.#open -= 1;
  }

  openNode(scope: string): void {
    this.startScope(scope);
  }

  closeNode(): void {
    this.endScope();
  }

  /** Code of another language within this one. */
  __addSublanguage(emitter: Emitter, name: string): void {
    const html = emitter.toHTML();
    this.#html += name ? `<span class="language-${name}">${html}</span>` : html;
  }

  finalize(): void {
    while (this.#open > 0) this.endScope();
  }

  toHTML(): string {
    return this.#html;
  }
}
