import { dirname, relative, sep } from "node:path";
import { type FSWatcher, watch } from "chokidar";

export interface Watched {
  /** The content folder, in which only files that a build reads are watched. */
  readonly content: string;
  /** Folders in which every file is watched. */
  readonly folders: readonly string[];
}

// In milliseconds: editors write in steps, and a rename is a deletion and a creation.
const settling = 8;

/**
 * Calls `onChange` with the changed files, once for those that change together; later changes wait until it is done. Resolves
 * once the watch is running, with a function that ends it.
 */
export async function watchFiles(
  { content, folders }: Watched,
  onChange: (files: ReadonlySet<string>) => Promise<void>,
): Promise<() => Promise<void>> {
  // The parent folder is watched for the content folder itself, which disappears and comes back when git switches to a
  // branch without it.
  const around = dirname(content);
  const watcher = watch([around, content, ...folders], {
    ignoreInitial: true,
    followSymlinks: false, // nor does a build
    ignorePermissionErrors: true, // the parent folder may be unreadable
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
    if (this.#working) return; // the running one takes what is waiting
    this.#working = true;
    while (this.#waiting.size > 0 && !this.#stopped) {
      const files = this.#waiting;
      this.#waiting = new Set();
      await this.#handle(files);
    }
    this.#working = false;
  }
}

// A content folder may be a project of its own, with many files that the blog does not use.
function isRead(content: string, file: string): boolean {
  const path = relative(content, file).split(sep).join("/");
  return path === "" || /^(?:(?:posts|pages|static)(?:\/(?!\.git(?:\/|$))|$)|site\.ya?ml$|style\.css$)/.test(path);
}

const isBelow = (folder: string, file: string): boolean => file === folder || file.startsWith(folder + sep);

const ready = (watcher: FSWatcher): Promise<void> => new Promise((resolve) => watcher.once("ready", resolve));
