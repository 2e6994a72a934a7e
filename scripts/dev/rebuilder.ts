import { randomUUID } from "node:crypto";
import { join, resolve, sep } from "node:path";
import { Failure } from "../base/failure.ts";
import { ContentError, formatProblems, type Problem, shownPath } from "../base/problems.ts";
import { noteBug, printProblems } from "../base/terminal.ts";
import type { Bundle } from "../build/bundle.ts";
import { problemOfThrown } from "../build/source-places.ts";
import { bundleWorker } from "./bundle-sources.ts";
import { type Look, problemsOf } from "./looked-at.ts";
import { problemCollector } from "../read/content.ts";
import { reportPictures } from "../site/shown-pictures.ts";
import type { Damaged } from "../images/drawing.ts";
import type { Upstream } from "./proxy.ts";
import { findFile } from "./static-file.ts";
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
  readonly #runtime = new Runtime((path, body) => this.#answer(path, body));
  #worker: Bundle | undefined;
  #snapshot: Snapshot = { release: new Uint8Array(), files: new Map(), warnings: [], shown: new Map(), drawings: [] };
  #staleWorker = true;
  #state: State = { version: "", files: "", report: "", pages: {} };
  /** What is wrong with pages of this version, by their paths: with what the theme has made of them, and with each picture. */
  readonly #wrong = new Map<string, Map<string, readonly Problem[]>>();

  /** `onPage` is called when a page turns out to be wrong. */
  constructor(choice: SiteChoice, onPage: () => void) {
    this.#root = choice.root;
    this.#site = new DevelopmentSite(choice);
    this.#onPage = onPage;
  }

  get upstream(): Omit<Upstream, "client"> {
    const url = (): Promise<URL> => this.#runtime.url();
    return { state: this.#state, file: (path) => this.#file(path), url, worker: this.#runtime.worker };
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
    // Other processes bundle and start while this one compiles, which finds whatever is wrong with a theme as well.
    const bundling = this.#staleWorker ? bundleWorker() : Promise.resolve(this.#worker);
    const starting = this.#runtime.start();
    for (const each of [bundling, starting]) each.catch(() => {});
    const snapshot = await this.#site.compile();
    const worker = await bundling;
    const thrown = worker && (await this.#runtime.run(worker.code));
    if (worker && thrown !== undefined)
      // By its name, since those of what loads it follow.
      throw new ContentError([problemOfThrown(thrown, { ...worker, name: "/worker.js:" })]);
    this.#worker = worker;
    this.#staleWorker = false;
    this.#snapshot = snapshot;
    const version = randomUUID(); // unlike those of earlier runs too, whose pages may still be open
    const statics = join(this.#root, "static") + sep;
    const hasNewFiles = this.#state.version === "" || files.some((file) => file.startsWith(statics));
    this.#wrong.clear();
    this.#state = { version, files: hasNewFiles ? version : this.#state.files, report: "", pages: {} };
    return { problems: snapshot.warnings, snapshot };
  }

  /** The static file at a path. One that is yet to be drawn is drawn now, since nobody has asked for it before. */
  async #file(path: string): Promise<string | undefined> {
    const snapshot = this.#snapshot;
    const find = (): string | undefined => findFile(path, snapshot.files, this.#site.assets);
    const file = find();
    if (file !== undefined) return file;
    for (const { drawOne } of snapshot.drawings) {
      const damaged = await drawOne(path);
      if (damaged === undefined) continue;
      if (snapshot === this.#snapshot) this.#tellOfPictures(damaged);
      return find();
    }
    return undefined;
  }

  #tellOfPictures(damaged: Damaged): void {
    for (const picture of damaged.keys()) {
      const showings = Map.groupBy(this.#snapshot.shown.get(picture) ?? [], ({ path }) => path);
      for (const [path, own] of showings) {
        const { problems, report } = problemCollector(this.#root);
        reportPictures(new Map([[picture, own]]), damaged, report);
        this.#tell(path, picture, problems);
      }
    }
  }

  #lookAt(look: Look): void {
    if (!this.#worker || look.version !== this.#state.version) return;
    this.#tell(look.path, "theme", problemsOf(look, this.#worker));
  }

  /** Tells what is wrong with something of a page, once. */
  #tell(path: string, what: string, problems: readonly Problem[]): void {
    const known = this.#wrong.get(path) ?? new Map<string, readonly Problem[]>();
    if (formatProblems(problems, false) === formatProblems(known.get(what) ?? [], false)) return;
    printProblems(process.stderr, problems);
    this.#wrong.set(path, known.set(what, problems));
    const report = formatProblems([...known.values()].flat(), false);
    this.#state = { ...this.#state, pages: { ...this.#state.pages, [path]: report } };
    this.#onPage();
  }

  /** A file may vanish just before it is read; the next change reads it again. */
  #toProblem(error: unknown): Problem {
    if (!(error instanceof Failure)) noteBug(error);
    const message = error instanceof Error ? error.message : String(error);
    return { severity: "error", file: shownPath(this.#root), line: 1, column: 1, message };
  }

  /** What the worker asks for, `/release`, `/blobs/KEY` and `/search`, and what it tells, `/look`. */
  #answer(path: string, body: string): string | Uint8Array | undefined | Promise<string | undefined> {
    if (path === "/release") return this.#snapshot.release;
    if (path === "/search") return this.#search(JSON.parse(body) as Asked);
    if (path !== "/look") return this.#site.blob(path.replace("/blobs/", ""));
    this.#lookAt(JSON.parse(body) as Look);
    return "";
  }

  /** What is found, as JSON. It is looked for here, where the index is, rather than in the worker. */
  async #search(asked: Asked): Promise<string | undefined> {
    try {
      const { find } = this.#snapshot;
      return find && JSON.stringify(await find(...asked));
    } catch (error) {
      printProblems(process.stderr, [this.#toProblem(error)]);
      return undefined;
    }
  }
}

type Asked = Parameters<NonNullable<Snapshot["find"]>>;
