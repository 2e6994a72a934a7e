import { join } from "node:path";
import { vi } from "vitest";
import { Cache } from "../../../scripts/store/cache.ts";
import { Release } from "../../../src/content/release.ts";
import { post, write } from "../../folder.ts";

/** What a build came to. */
export interface Built {
  readonly release: Uint8Array;
  /** By the paths that have a blob. */
  readonly kinds: ReadonlyMap<string, string>;
  /** Keys of blobs by path. */
  readonly keys: ReadonlyMap<string, string>;
  /** The value of each blob by its key. */
  readonly values: ReadonlyMap<string, string>;
  /** The keys of the texts that were made, and not found in the cache. */
  readonly made: ReadonlySet<string>;
}

const now = Date.UTC(2026, 0, 1) / 1000;

/** A small site with routes of every kind: its lists have numbered pages, and its articles links to each other. */
export const files = {
  "site.yaml": siteWith({}),
  "posts/a.md": post("A", "2023-03-01", { tags: "ink", author: "Ada", series: "Making ink", categories: "Oak" }),
  "posts/b.md": post("B", "2024-01-01", { tags: "ink", author: "Ada", series: "Making ink", categories: "Oak" }),
  "posts/c.md": post("C", "2024-02-01", { tags: "ink", image: "https://example.org/c.png" }, "See [B](b.md)."),
  "posts/d.md": post("D", "2024-03-01T10:00", { tags: "ink" }, '## "Gall" -- and oak\n\nSee [C](c.md).'),
  "pages/about.md": "---\ntitle: About\n---\nThis is about [D](../posts/d.md).\n",
};

/** A `site.yaml` with other settings than that of `files`. */
export function siteWith(settings: Readonly<Record<string, string>>): string {
  const usual = {
    url: "https://blog.example",
    cards: "false",
    postsPerPage: "1",
    indexNow: "0123456789abcdef",
    taxonomies: "{ categories: { title: Categories } }",
  };
  return Object.entries({ ...usual, ...settings })
    .map(([name, value]) => `${name}: ${value}\n`)
    .join("");
}

/** Builds a content folder again and again, each time on the cache of the builds before. */
export class WarmBuilds {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  warm(changes: Readonly<Record<string, string>> = {}): Promise<Built> {
    return this.#build(changes, new Cache(join(this.#folder, "cache"), "the same code"));
  }

  /** The same without a cache, but for icons, which take long. */
  cold(changes: Readonly<Record<string, string>> = {}): Promise<Built> {
    return this.#build(changes, new Cache(join(this.#folder, "cache")));
  }

  async #build(changes: Readonly<Record<string, string>>, cache: Cache): Promise<Built> {
    // Not before the test has put its own in the place of some modules.
    const { compileSite } = await import("../../../scripts/build/compile-site.ts");
    const root = write(join(this.#folder, "content"), { ...files, ...changes });
    const adding = vi.spyOn(cache, "addText");
    const options = { root, assets: join(this.#folder, "assets"), now };
    try {
      const { release, blobs } = await compileSite({ ...options, cache });
      const made = new Set(adding.mock.calls.map(([key]) => key));
      return { release, ...routesOf(release), values: new Map(blobs), made };
    } finally {
      cache.flush(); // without an end that drops what this build had no use for
      cache.close();
    }
  }
}

function routesOf({ buffer }: Uint8Array<ArrayBuffer>): Pick<Built, "kinds" | "keys"> {
  const targets = [...new Release(buffer).routes()].flatMap(([path, entries]) =>
    entries.flatMap(({ target }) => (target && "key" in target ? [{ path, ...target }] : [])),
  );
  return {
    kinds: new Map(targets.map(({ path, kind }) => [path, kind])),
    keys: new Map(targets.map(({ path, key }) => [path, key])),
  };
}
