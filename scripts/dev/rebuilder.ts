import { randomUUID } from "node:crypto";
import { join, resolve, sep } from "node:path";
import { inspect } from "node:util";
import { Response } from "miniflare";
import { Failure } from "../base/failure.ts";
import { ContentError, formatProblems, type Problem, shownPath } from "../base/problems.ts";
import { note, printProblems } from "../base/terminal.ts";
import type { Bundle } from "../build/bundle.ts";
import { problemOfThrown } from "../build/places.ts";
import { bundleWorker } from "./bundle-sources.ts";
import { type Look, problemsOf } from "./looked-at.ts";
import type { Upstream } from "./proxy.ts";
import { Runtime } from "./runtime.ts";
import { DevelopmentSite, type SiteChoice, type Snapshot } from "./development-site.ts";
import type { State } from "./live-page.ts";

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

/** Keeps the worker, its release and its blobs up to date with their source files. */
export class Rebuilder {
  readonly #root: string;
  readonly #site: DevelopmentSite;
  readonly #onPage: () => void;
  readonly #runtime = new Runtime((url, body) => this.#answer(url, body));
  #worker: Bundle | undefined;
  #snapshot: Snapshot = { release: new Uint8Array(), files: new Map(), warnings: [] };
  #staleWorker = true;
  #state: State = { version: "", files: "", report: "", pages: {} };

  /** `onPage` is called when a page turns out to be wrong. */
  constructor(choice: SiteChoice, onPage: () => void) {
    this.#root = choice.root;
    this.#site = new DevelopmentSite(choice);
    this.#onPage = onPage;
  }

  get upstream(): Omit<Upstream, "client"> {
    const { files } = this.#snapshot;
    const url = (): Promise<URL> => this.#runtime.url();
    return { state: this.#state, files, assets: this.#site.assets, url, worker: this.#runtime.worker };
  }

  async close(): Promise<void> {
    await this.#runtime.stop();
    this.#site.close();
  }

  /**
   * Builds for the first time, or again after files changed. Whatever goes wrong then, the last good build stays; at first
   * it throws `Failure` if there is no content folder.
   */
  async build(files: readonly string[]): Promise<Build> {
    const start = performance.now();
    const result = await this.#make(files).catch((error: unknown) => {
      if (files.length === 0 && !(error instanceof ContentError)) throw error;
      const problems = error instanceof ContentError ? error.problems : [this.#toProblem(error)];
      this.#state = { ...this.#state, report: formatProblems(problems, false) };
      return { problems };
    });
    return { files: files.map(shownPath), milliseconds: performance.now() - start, ...result };
  }

  async #make(files: readonly string[]): Promise<Pick<Build, "problems" | "snapshot">> {
    this.#staleWorker ||= files.some((file) => file.startsWith(sources + sep));
    // Another process bundles while this one compiles, which finds whatever is wrong with a theme as well.
    const bundling = this.#staleWorker ? bundleWorker() : Promise.resolve(this.#worker);
    bundling.catch(() => {});
    const snapshot = await this.#site.compile();
    const worker = await bundling;
    const thrown = worker && (await this.#runtime.run(worker.code));
    if (worker && thrown !== undefined)
      // By its name, since Miniflare's own frames follow.
      throw new ContentError([problemOfThrown(thrown, { ...worker, name: "/worker.js:" })]);
    this.#worker = worker;
    this.#staleWorker = false;
    this.#snapshot = snapshot;
    const version = randomUUID(); // unlike those of earlier runs too, whose pages may still be open
    const statics = join(this.#root, "static") + sep;
    const hasNewFiles = this.#state.version === "" || files.some((file) => file.startsWith(statics));
    this.#state = { version, files: hasNewFiles ? version : this.#state.files, report: "", pages: {} };
    return { problems: snapshot.warnings, snapshot };
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
    if (pathname === "/release") return new Response(this.#snapshot.release);
    const blob = this.#site.blob(pathname.replace("/blobs/", ""));
    return new Response(blob ?? null, { status: blob === undefined ? 404 : 200 });
  }
}
