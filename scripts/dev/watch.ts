import { dirname, relative, sep } from "node:path";
import { type FSWatcher, watch } from "chokidar";

export interface Watched {
  /** The content folder; of what is in it, only what a build reads is watched. */
  readonly content: string;
  /** Folders that are watched as a whole. */
  readonly folders: readonly string[];
}

// Editors write in steps, and a rename is a deletion and a creation; in milliseconds.
const settling = 8;

/**
 * Calls `onChange` with the files that changed, once for those that change together. Changes that come while it is at
 * work wait for it. Resolves when changes are seen, with what ends the watch.
 */
export async function watchFiles(
  { content, folders }: Watched,
  onChange: (files: ReadonlySet<string>) => Promise<void>,
): Promise<() => Promise<void>> {
  // The folder around the content is watched for the content folder itself, which goes and comes back when git changes to
  // a branch without it.
  const around = dirname(content);
  const watcher = watch([around, content, ...folders], {
    ignoreInitial: true,
    followSymlinks: false, // nor does a build
    ignorePermissionErrors: true, // not everybody may list the folder around
    ignored: (file) => file !== around && !isRead(content, file) && !folders.some((folder) => isBelow(folder, file)),
  });
  const batches = new Batches(onChange);
  watcher.on("all", (_event, file) => batches.add(file));
  await ready(watcher);
  return async () => {
    batches.stop();
    await watcher.close();
  };
}

class Batches {
  readonly #handle: (files: ReadonlySet<string>) => Promise<void>;
  #waiting = new Set<string>();
  #timer: NodeJS.Timeout | undefined;
  #working = false;
  #stopped = false;

  constructor(handle: (files: ReadonlySet<string>) => Promise<void>) {
    this.#handle = handle;
  }

  add(file: string): void {
    this.#waiting.add(file);
    clearTimeout(this.#timer);
    if (!this.#stopped) this.#timer = setTimeout(() => void this.#work(), settling);
  }

  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
  }

  async #work(): Promise<void> {
    if (this.#working) return; // the one at work takes what waits
    this.#working = true;
    while (this.#waiting.size > 0 && !this.#stopped) {
      const files = this.#waiting;
      this.#waiting = new Set();
      await this.#handle(files);
    }
    this.#working = false;
  }
}

// A content folder may be a project of its own, with much in it that is none of the blog's.
function isRead(content: string, file: string): boolean {
  const path = relative(content, file).split(sep).join("/");
  return path === "" || /^(?:(?:posts|pages|static)(?:\/(?!\.git(?:\/|$))|$)|site\.ya?ml$)/.test(path);
}

const isBelow = (folder: string, file: string): boolean => file === folder || file.startsWith(folder + sep);

const ready = (watcher: FSWatcher): Promise<void> => new Promise((resolve) => watcher.once("ready", resolve));
