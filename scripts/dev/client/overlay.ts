/// <reference lib="dom" />

const style = `
  :host { all: initial; position: fixed; inset: 0; z-index: 2147483647 }
  section { box-sizing: border-box; block-size: 100%; overflow: auto; padding: 2rem; direction: ltr;
    background: #1c1714; color: #f6efe4; font: 16px/1.5 system-ui, sans-serif }
  h1 { font-size: 1.35rem; line-height: 1.3; margin: 0 6rem .25rem 0 }
  p { margin: 0 0 1.5rem; color: #cdc0ae }
  pre { margin: 0; padding: 1.25rem; background: #0006; border-inline-start: 3px solid #ff9d7e;
    white-space: pre-wrap; overflow-wrap: anywhere; font: 14px/1.6 ui-monospace, "Cascadia Code", Menlo, Consolas, "DejaVu Sans Mono", monospace }
  button { position: absolute; inset-block-start: 2rem; inset-inline-end: 2rem; padding: .25rem .75rem;
    font: inherit; color: inherit; background: none; border: 1px solid; border-radius: .25rem; cursor: pointer }
  button:focus-visible { outline: 3px solid #ff9d7e; outline-offset: 2px }
`;

const frame = `
  <section role="alertdialog" aria-label="Errors">
    <button type="button">Close</button>
    <h1>This can’t be shown yet</h1>
    <p>The page comes back as soon as the errors are corrected and saved.</p>
    <pre><slot></slot></pre>
  </section>
`;

/** Covers the page while there is something to report. Its shadow tree is out of reach of the page's styles. */
export class Overlay {
  readonly #host = document.createElement("fore-edge-problems");

  constructor() {
    const sheet = new CSSStyleSheet(); // the page's policy would refuse an element
    sheet.replaceSync(style);
    const root = this.#host.attachShadow({ mode: "open" });
    root.innerHTML = frame;
    root.adoptedStyleSheets = [sheet];
    root.querySelector("button")?.addEventListener("click", () => this.#host.remove());
    document.addEventListener("keydown", ({ key }) => {
      if (key === "Escape") this.#host.remove();
    });
  }

  /** Shows a report as the terminal does; an empty one removes the overlay. */
  show(report: string): void {
    this.#host.textContent = report;
    if (report === "") this.#host.remove();
    else document.body.append(this.#host);
  }
}
