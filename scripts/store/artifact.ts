import { randomUUID } from "node:crypto";
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";

/** A finished folder of the cache. */
export interface Artifact {
  readonly folder: string;
  /** Names of the files in it, sorted. */
  readonly files: readonly string[];
  /** Whether this call had to make it. */
  readonly made: boolean;
}

const inventory = "inventory.json";

/**
 * What `make` wrote into the folder that it was given, from the cache when an earlier build made it for the same key.
 * A folder appears under its key by one rename, so that a build that is killed leaves none that is half full, and of
 * two builds at once the second finds the first one's.
 */
export async function artifact(cache: string, key: string, make: (folder: string) => Promise<void>): Promise<Artifact> {
  const folder = join(cache, key);
  const found = await filesOf(folder);
  if (found !== undefined) return { folder, files: found, made: false };
  const draft = join(cache, `${key}.${randomUUID()}.tmp`);
  await mkdir(draft, { recursive: true });
  try {
    await make(draft);
    const files = await takeInventory(draft);
    await publish(draft, folder);
    return { folder, files, made: true };
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}

/** As `artifact`, for what is one file. */
export async function artifactFile(
  cache: string,
  name: string,
  make: () => Promise<Uint8Array>,
): Promise<{ readonly path: string; readonly made: boolean }> {
  const path = join(cache, name);
  // A power cut can leave a renamed file without its bytes.
  if (((await stat(path).catch(() => undefined))?.size ?? 0) > 0) return { path, made: false };
  await mkdir(cache, { recursive: true });
  const draft = `${path}.${randomUUID()}.tmp`;
  await writeFile(draft, await make());
  await rename(draft, path);
  return { path, made: true };
}

/** The files of a folder, if all are there in full: after a power cut, a renamed folder can hold files that are empty. */
async function filesOf(folder: string): Promise<readonly string[] | undefined> {
  try {
    const sizes = Object.entries(JSON.parse(await readFile(join(folder, inventory), "utf8")) as Record<string, number>);
    const found = await Promise.all(sizes.map(async ([name, size]) => (await stat(join(folder, name))).size === size));
    return found.every(Boolean) ? sizes.map(([name]) => name) : undefined;
  } catch {
    return undefined; // nothing there, or nothing that can be read
  }
}

async function takeInventory(folder: string): Promise<readonly string[]> {
  const names = (await readdir(folder)).sort();
  const sizes = await Promise.all(names.map(async (name) => [name, (await stat(join(folder, name))).size] as const));
  await writeFile(join(folder, inventory), JSON.stringify(Object.fromEntries(sizes)));
  return names;
}

async function publish(draft: string, folder: string): Promise<void> {
  try {
    await rename(draft, folder);
  } catch (error) {
    // rename(2) replaces empty folders alone: another build was first, or the one that is there is damaged.
    if ((await filesOf(folder)) !== undefined) return;
    if (!isCode(error, "ENOTEMPTY", "EEXIST", "EPERM")) throw error;
    await rm(folder, { recursive: true, force: true });
    await rename(draft, folder);
  }
}

function isCode(error: unknown, ...codes: readonly string[]): boolean {
  return error instanceof Error && "code" in error && codes.includes(String(error.code));
}
