import { join, resolve, sep } from "node:path";
import { inspect } from "node:util";
import { Response } from "miniflare";
import { Failure } from "../base/failure.ts";
import { ContentError, formatProblems, type Problem, shownPath } from "../base/problems.ts";
import { note, printProblems } from "../base/terminal.ts";
import type { Bundle } from "../build/bundle.ts";
import { bundleWorker } from "./bundle-sources.ts";
import { type Look, problemsOf } from "./looked-at.ts";
import type { Upstream } from "./proxy.ts";
import { Runtime } from "./runtime.ts";
import { DevelopmentSite, type SiteChoice, type Snapshot } from "./development-site.ts";
import type { State } from "./state.ts";

/** The result of a build, and the files whose change caused it, none at the start. */
export interface Build {
  readonly files: readonly string[];
  readonly milliseconds: number;
  readonly problems: readonly Problem[];
  /** Absent when there were errors. */
  readonly snapshot?: Snapshot;
}

/** The project's worker and theme. */
export const sources = resolve("src");

const run = Date.now(); // keeps versions apart from those of earlier runs, whose pages may still be open

/** Keeps the worker, its release and its blobs up to date with their source files. */
export class Rebuilder {
  readonly #root: string;
  readonly #site: DevelopmentSite;
  readonly #onPage: () => void;
  readonly #runtime = new Runtime((url, body) => this.#answer(url, body));
  #worker: Bundle | undefined;
  #snapshot: Snapshot | undefined;
  #staleWorker = true;
  #builds = 0;
  #state: State = { version: "", files: "", report: "", pages: {} };

  private constructor(choice: SiteChoice, onPage: () => void) {
    this.#root = choice.root;
    this.#site = new DevelopmentSite(choice);
    this.#onPage = onPage;
  }

  /** Starts with a first build. `onPage` is called when a page turns out to be wrong. Throws `Failure` if there is no content folder. */
  static async open(
    choice: SiteChoice,
    onPage: () => void,
  ): Promise<{ readonly rebuilder: Rebuilder; readonly build: Build }> {
    const rebuilder = new Rebuilder(choice, onPage);
    try {
      return { rebuilder, build: await rebuilder.#attempt([], (error) => error instanceof ContentError) };
    } catch (error) {
      await rebuilder.close();
      throw error;
    }
  }

  get state(): State {
    return this.#state;
  }

  get upstream(): Omit<Upstream, "client"> {
    const files = this.#snapshot?.files ?? new Map<string, string>();
    const { url, worker } = this.#runtime;
    return { state: this.#state, files, assets: this.#site.assets, url, worker };
  }

  /** Rebuilds after files changed. Whatever goes wrong, the last good build stays. */
  rebuild(files: ReadonlySet<string>): Promise<Build> {
    return this.#attempt([...files], () => true);
  }

  async close(): Promise<void> {
    await this.#runtime.stop();
    this.#site.close();
  }

  async #attempt(files: readonly string[], isExpected: (error: unknown) => boolean): Promise<Build> {
    const start = performance.now();
    const ended = { files: files.map(shownPath), milliseconds: 0, problems: [] };
    try {
      const snapshot = await this.#make(files);
      return { ...ended, snapshot, problems: snapshot.warnings, milliseconds: performance.now() - start };
    } catch (error) {
      if (!isExpected(error)) throw error;
      const problems = error instanceof ContentError ? error.problems : [this.#toProblem(error)];
      this.#state = { ...this.#state, report: formatProblems(problems, false) };
      return { ...ended, problems, milliseconds: performance.now() - start };
    }
  }

  async #make(files: readonly string[]): Promise<Snapshot> {
    this.#staleWorker ||= files.some((file) => file.startsWith(sources + sep));
    const worker = this.#staleWorker ? await bundleWorker() : this.#worker;
    const snapshot = await this.#site.compile();
    if (worker !== undefined) await this.#runtime.run(worker.code);
    this.#worker = worker;
    this.#staleWorker = false;
    this.#snapshot = snapshot;
    this.#builds += 1;
    const version = `${run}-${this.#builds}`;
    const statics = join(this.#root, "static") + sep;
    const hasNewFiles = this.#state.version === "" || files.some((file) => file.startsWith(statics));
    this.#state = { version, files: hasNewFiles ? version : this.#state.files, report: "", pages: {} };
    return snapshot;
  }

  /** Tells what is wrong with a page, once. */
  #lookAt(look: Look): void {
    const { version, pages } = this.#state;
    if (!this.#worker || look.version !== version) return;
    const problems = problemsOf(look, this.#worker);
    const report = formatProblems(problems, false);
    if (report === (pages[look.path] ?? "")) return;
    printProblems(process.stderr, problems);
    this.#state = { ...this.#state, pages: { ...pages, [look.path]: report } };
    this.#onPage();
  }

  /** A file may vanish just before it is read; the next change reads it again. */
  #toProblem(error: unknown): Problem {
    if (!(error instanceof Failure)) note(inspect(error));
    const message = error instanceof Error ? error.message : String(error);
    return { severity: "error", file: shownPath(this.#root), line: 1, column: 1, message };
  }

  /** What the worker asks for, `/release` and `/blobs/KEY`, and what it tells, `/look`. */
  #answer({ pathname }: URL, body: string): Response {
    if (pathname === "/look") this.#lookAt(JSON.parse(body) as Look);
    if (pathname === "/release" && this.#snapshot) return new Response(this.#snapshot.release);
    const blob = this.#site.blob(pathname.replace("/blobs/", ""));
    return new Response(blob ?? null, { status: blob === undefined ? 404 : 200 });
  }
}
