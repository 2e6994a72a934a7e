import { mkdtempSync } from "node:fs";
import { join } from "node:path";
import { Cache } from "../../scripts/store/cache.ts";
import { compileSite } from "../../scripts/build/compile-site.ts";
import { readModel } from "../../src/content/blob.ts";
import type { Moment } from "../../src/content/date.ts";
import type { PostModel } from "../../src/content/models.ts";
import { type FileKind, mediaTypes, type ModelKind, Release } from "../../src/content/release.ts";
import type { Site } from "../../src/content/site.ts";
import { theme } from "../../src/views/default-theme.ts";
import { renderPage } from "../../src/views/render.ts";

interface Content {
  readonly kind: FileKind | ModelKind;
  readonly key: string;
  readonly text: string;
}

const postOf = (blob: string): PostModel => readModel(blob) as PostModel;

/** All that a compiled site answers with at a moment, but for redirects and what is gone. */
export class Snapshot {
  readonly site: Site;
  /** By path. */
  readonly contents: ReadonlyMap<string, Content>;

  constructor(site: Site, contents: ReadonlyMap<string, Content>) {
    this.site = site;
    this.contents = contents;
  }

  /** What is served at a path as it is. Throws where nothing is. */
  text(path: string): string {
    const content = this.contents.get(path);
    if (!content) throw new Error(`Nothing is served at ${path}`);
    return content.text;
  }

  /** Texts of files of a kind, by path. */
  files(...kinds: readonly FileKind[]): [path: string, text: string][] {
    return [...this.contents].flatMap(([path, { kind, text }]) =>
      kinds.some((each) => each === kind) ? [[path, text]] : [],
    );
  }

  get posts(): PostModel[] {
    return [...this.contents.values()].flatMap(({ kind, text }) => (kind === "post" ? [postOf(text)] : []));
  }

  page(post: PostModel): string {
    return renderPage("post", post, { site: this.site, style: { text: "" }, theme });
  }

  /** Paths of files, not of pages, that are new or other than in a site before. */
  filesChangedSince(before: Snapshot): string[] {
    return [...this.contents].flatMap(([path, { kind, key }]) =>
      Object.hasOwn(mediaTypes, kind) && before.contents.get(path)?.key !== key ? [path] : [],
    );
  }
}

/** Compiles the content folder `root`, with `folder` for what is written on the way. */
export async function compile(root: string, folder: string, now: Moment = 1_800_000_000): Promise<Snapshot> {
  const assets = mkdtempSync(join(folder, "assets-"));
  const cache = new Cache(join(folder, "cache"));
  const { release: bytes, site, blobs } = await compileSite({ root, assets, cache, now });
  const release = new Release(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
  const contents = new Map<string, Content>();
  for (const [path] of release.routes()) {
    const { target } = release.route(path, now);
    if (!target || !("key" in target)) continue;
    contents.set(path, { kind: target.kind, key: target.key, text: blobs.value(target.key) });
  }
  return new Snapshot(site, contents);
}
