import { once } from "node:events";
import { dirname, relative, sep } from "node:path";
import { watch } from "chokidar";

// In milliseconds: editors write in steps, and a rename is a deletion and a creation.
const settling = 8;

/**
 * Calls `onChange` with the changed files, once for those that change together; later changes wait until it is done. Of the
 * content folder only what a build reads is watched, of the other folders every file. Resolves once the watch is running,
 * with a function that ends it.
 */
export async function watchFiles(
  content: string,
  folders: readonly string[],
  onChange: (files: readonly string[]) => Promise<void>,
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
  const changed = new Set<string>();
  let timer: NodeJS.Timeout | undefined;
  let work = Promise.resolve();
  const handle = async (): Promise<void> => {
    const files = [...changed];
    changed.clear();
    if (files.length > 0) await onChange(files);
  };
  watcher.on("all", (_event, file) => {
    changed.add(file);
    clearTimeout(timer);
    timer = setTimeout(() => (work = work.then(handle)), settling);
  });
  await once(watcher, "ready");
  return async () => {
    await watcher.close();
    clearTimeout(timer);
    changed.clear();
  };
}

// A content folder may be a project of its own, with many files that the blog does not use.
function isRead(content: string, file: string): boolean {
  const path = relative(content, file).split(sep).join("/");
  return path === "" || /^(?:(?:posts|pages|static)(?:\/(?!\.git(?:\/|$))|$)|site\.ya?ml$|style\.css$)/.test(path);
}

const isBelow = (folder: string, file: string): boolean => file === folder || file.startsWith(folder + sep);
