import { join, sep } from "node:path";
import { inspect } from "node:util";
import { Response } from "miniflare";
import { Failure } from "../base/failure.ts";
import { ContentError, formatProblems, type Problem, shownPath } from "../base/problems.ts";
import { note } from "../base/terminal.ts";
import { type Bundler, workerBundler } from "./bundle-sources.ts";
import type { Back } from "./proxy.ts";
import { Runtime } from "./runtime.ts";
import { DevelopmentSite, type SiteChoice, type Snapshot } from "./development-site.ts";
import type { State } from "./state.ts";

/** How a build ended, and what it was for: the files that had changed, none at the start. */
export interface Build {
  readonly files: readonly string[];
  readonly milliseconds: number;
  readonly problems: readonly Problem[];
  /** Absent when there were errors. */
  readonly snapshot?: Snapshot;
}

/** The worker's own sources. */
export const sources = join(import.meta.dirname, "../../src");

const run = Date.now(); // so that no version of this run is one of an earlier run, whose pages may still be open

/** Keeps the worker, its release and its blobs up to date with the files that they are made from. */
export class Workshop {
  readonly #root: string;
  readonly #site: DevelopmentSite;
  readonly #bundler: Bundler;
  readonly #runtime = new Runtime((url) => this.#answer(url));
  #snapshot: Snapshot | undefined;
  #staleWorker = true;
  #builds = 0;
  #state: State = { version: "", files: "", report: "" };

  private constructor(choice: SiteChoice, bundler: Bundler) {
    this.#root = choice.root;
    this.#site = new DevelopmentSite(choice);
    this.#bundler = bundler;
  }

  /** Opens the workshop with a first build. Throws `Failure` when there is no content folder. */
  static async open(choice: SiteChoice): Promise<{ readonly workshop: Workshop; readonly build: Build }> {
    const workshop = new Workshop(choice, await workerBundler());
    try {
      return { workshop, build: await workshop.#attempt([], (error) => error instanceof ContentError) };
    } catch (error) {
      await workshop.close();
      throw error;
    }
  }

  get state(): State {
    return this.#state;
  }

  get back(): Omit<Back, "client"> {
    const files = this.#snapshot?.files ?? new Map<string, string>();
    return { state: this.#state, files, assets: this.#site.assets, worker: this.#runtime.url };
  }

  /** Builds what changed files make necessary. Whatever goes wrong, the last good build stays and the next change is waited for. */
  rebuild(files: ReadonlySet<string>): Promise<Build> {
    return this.#attempt([...files], () => true);
  }

  async close(): Promise<void> {
    await Promise.all([this.#bundler.stop(), this.#runtime.stop()]);
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
    const script = this.#staleWorker ? await this.#bundler.bundle() : undefined;
    const snapshot = await this.#site.compile();
    if (script !== undefined) await this.#runtime.run(script);
    this.#staleWorker = false;
    this.#snapshot = snapshot;
    this.#builds += 1;
    const version = `${run}-${this.#builds}`;
    const statics = join(this.#root, "static") + sep;
    const hasNewFiles = this.#state.version === "" || files.some((file) => file.startsWith(statics));
    this.#state = { version, files: hasNewFiles ? version : this.#state.files, report: "" };
    return snapshot;
  }

  /** A file may vanish while it is about to be read; it is read again when the next change comes. */
  #toProblem(error: unknown): Problem {
    if (!(error instanceof Failure)) note(inspect(error));
    const message = error instanceof Error ? error.message : String(error);
    return { severity: "error", file: shownPath(this.#root), line: 1, column: 1, message };
  }

  /** What the worker asks for: `/release` and `/blobs/KEY`. */
  #answer({ pathname }: URL): Response {
    if (pathname === "/release" && this.#snapshot) return new Response(this.#snapshot.release);
    const blob = this.#site.blob(pathname.replace("/blobs/", ""));
    return new Response(blob ?? null, { status: blob === undefined ? 404 : 200 });
  }
}
