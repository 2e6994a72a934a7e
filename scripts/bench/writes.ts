import { appendFileSync, cpSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Articles } from "../compile/articles.ts";
import { Blobs } from "../compile/blobs.ts";
import { compileSite } from "../compile/compile-site.ts";
import { MemoryShelf } from "../compile/shelf.ts";
import { nameOf, writeCorpus } from "./corpus.ts";

/** What a publication writes to KV. */
export interface Written {
  readonly posts: number;
  readonly what: string;
  readonly writes: number;
  readonly bytes: number;
}

/** Publications on top of a blog of that many posts, each of what the one before left. */
export async function measureWrites(posts: number, work: string): Promise<Written[]> {
  const source = join(work, `corpus-${posts}`);
  writeCorpus(posts, source);
  const root = join(work, `publishing-${posts}`);
  rmSync(root, { recursive: true, force: true });
  cpSync(source, root, { recursive: true });
  const shelf = new MemoryShelf();
  const articles = new Articles(shelf);
  const there = new Set<string>();
  const publish = async (what: string): Promise<Written> => {
    let [writes, bytes] = [0, 0];
    const blobs = new Blobs(() => undefined, shelf);
    const places = { assets: join(work, "assets"), cache: join(work, "cache") };
    await compileSite({ root, ...places, now: Date.UTC(2026, 5, 1) / 1000, articles, shelf }, blobs);
    shelf.finish();
    for (const [key, size] of blobs.sizes) {
      if (there.has(key)) continue;
      there.add(key);
      writes += 1;
      bytes += size;
    }
    return { posts, what, writes, bytes };
  };

  const first = await publish("first publication");
  const old = join(root, "posts", nameOf(posts >> 1));
  appendFileSync(old, "\nOne sentence was added to this post.\n");
  const edit = await publish("an edit of an old post's text");
  const text = readFileSync(old, "utf8");
  const head = 'title: "A new post"\ndate: 2026-05-01T00:00:00Z\nauthor: Ada Field\ntags: [data, edge, http]\n';
  writeFileSync(join(root, "posts", nameOf(posts)), text.replace(/^---\n.*?^---\n/ms, `---\n${head}---\n`));
  const fresh = await publish("a new post with three tags");
  writeFileSync(join(root, "site.yaml"), 'accent: "#123456"\ncards: false\n');
  const colour = await publish("another colour");
  writeFileSync(join(root, "site.yaml"), 'accent: "#123456"\ncards: false\ntitle: Another title\n');
  const title = await publish("another title of the site");
  rmSync(root, { recursive: true, force: true });
  return [first, edit, fresh, colour, title];
}
