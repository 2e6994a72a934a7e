import { mkdirSync, mkdtempSync, openAsBlob, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { cloudflareOf } from "../../../scripts/publish/api/cloudflare.ts";
import { type Blobs, blobsIn } from "../../../scripts/publish/api/namespace-values.ts";
import { type Worker, workerOf } from "../../../scripts/publish/api/worker-versions.ts";
import { serverMoment } from "../../../scripts/publish/api/server-time.ts";
import { collect } from "../../../scripts/publish/collect.ts";
import { type Gone, goLive } from "../../../scripts/publish/go-live.ts";
import { prepare, type Publication, store } from "../../../scripts/publish/publish.ts";
import { history } from "../../../scripts/publish/report/history.ts";
import { rollBack } from "../../../scripts/publish/roll-back.ts";
import { checkAccount } from "../../../scripts/publish/wrangler/blog-addresses.ts";
import type { Config } from "../../../scripts/publish/wrangler/wrangler-toml.ts";
import type { Uploaded } from "../../../scripts/publish/wrangler/switch.ts";
import { account, type StandIn, token } from "../cloudflare/stand-in.ts";

const silent = (): void => {};
const attempts = 3;

/** What one blog's folder has: posts by name, with their texts. */
export type Posts = ReadonlyMap<string, string>;

/**
 * A machine with a folder of a blog, from which it publishes within this process: all that the commands do, but with what
 * wrangler does to the API in the place of wrangler.
 */
export class Machine {
  readonly worker: Worker;
  readonly blobs: Blobs;
  readonly #standIn: StandIn;
  readonly #namespace: string;
  readonly #folder = mkdtempSync(join(tmpdir(), "fore-edge-test-"));
  #posts: Posts = new Map();
  /** Ids of what it uploaded in its last publication, which may have had to start again. */
  uploads: string[] = [];

  constructor(standIn: StandIn, name: string, namespace: string) {
    process.env["CLOUDFLARE_API_BASE_URL"] = standIn.url;
    const cloudflare = cloudflareOf({ authorization: `Bearer ${token}` }, account);
    [this.worker, this.blobs] = [workerOf(cloudflare, name), blobsIn(cloudflare, namespace)];
    [this.#standIn, this.#namespace] = [standIn, namespace];
    this.#write("content/site.yaml", `title: ${name}\nurl: https://${name}.example\ncards: false\n`);
  }

  get posts(): Posts {
    return this.#posts;
  }

  /** Its folder has these posts from now on, and no others. */
  set posts(posts: Posts) {
    rmSync(join(this.#folder, "content/posts"), { recursive: true, force: true });
    for (const [name, text] of posts)
      this.#write(`content/posts/${name}.md`, `---\ntitle: ${name}\ndate: 2020-01-01\n---\n\n${text}\n`);
    mkdirSync(join(this.#folder, "content/posts"), { recursive: true });
    this.#posts = new Map(posts);
  }

  dispose(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }

  async publish(isForced = false): Promise<Gone> {
    this.uploads = [];
    return goLive(await this.#prepare(), {
      worker: this.worker,
      prepare: (follows) => this.#prepare(follows),
      agree: async () => {},
      store: (publication) => store(publication, silent),
      upload: ({ tag }) => this.#deploy(tag),
      refresh: async (version) => ({ version, urls: [] }),
      isForced,
      note: silent,
    });
  }

  async preview(): Promise<void> {
    await checkAccount(this.#config, this.worker, true);
    const publication = await this.#prepare();
    await store(publication, silent);
    await this.#upload("POST", "/versions", publication.tag);
  }

  /** Goes back, or forward, to the version that stands so far down the list. */
  async rollBack(index: number): Promise<void> {
    const past = await history(this.worker, this.blobs, 100);
    const chosen = past[index % past.length];
    if (chosen !== undefined && !chosen.isLive) await rollBack(chosen, past, this, silent);
  }

  cleanUp(keep: number): Promise<number> {
    return collect(this, keep, 60, silent);
  }

  get #config(): Config {
    return { name: this.worker.name, workersDev: true, domains: [] };
  }

  #write(file: string, text: string): void {
    const target = join(this.#folder, file);
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, text);
  }

  #prepare(follows?: readonly string[]): Promise<Publication> {
    const [root, out, cache] = ["content", "dist", ".cache"].map((name) => join(this.#folder, name)) as [
      string,
      string,
      string,
    ];
    const digest = async (): Promise<string> => "0".repeat(16);
    const connection = { config: this.#config, worker: this.worker, blobs: this.blobs, from: "wrangler.toml" } as const;
    return prepare(connection, { root, out, cache, now: serverMoment() }, { writes: true, follows, digest }, silent);
  }

  /** As `wrangler deploy` goes live, and as that is run again when it fails. */
  async #deploy(tag: string): Promise<Uploaded> {
    const before = await this.worker.live();
    for (let attempt = 1; ; attempt++) {
      try {
        const { id } = await this.#upload("POST", "/versions", tag);
        await this.#send(
          "POST",
          "/deployments",
          JSON.stringify({ versions: [{ version_id: id, percentage: 100 }], annotations: {} }),
        );
        return { version: id, urls: [] };
      } catch (error) {
        if (error instanceof Missing) await this.#upload("PUT", "", tag).catch(silent);
        const { live, versions } = await this.worker.published();
        const version = versions.find(({ id }) => id === live[0] && !before.includes(id));
        if (version?.tag === tag) {
          this.uploads.push(version.id);
          return { version: version.id, urls: [] };
        }
        if (attempt === attempts) throw error;
      }
    }
  }

  async #upload(method: string, path: string, tag: string): Promise<{ readonly id: string }> {
    const bindings = [{ name: "BLOBS", type: "kv_namespace", namespace_id: this.#namespace }];
    const form = new FormData();
    form.set("metadata", JSON.stringify({ main_module: "worker.js", bindings, annotations: { "workers/tag": tag } }));
    const type = "application/octet-stream";
    form.set("release.bin", await openAsBlob(join(this.#folder, "dist/release.bin"), { type }), "release.bin");
    const { result } = (await this.#send(method, path, form)) as { result: { id: string } };
    this.uploads.push(result.id);
    return result;
  }

  async #send(method: string, path: string, body: BodyInit): Promise<unknown> {
    const url = `${this.#standIn.url}/accounts/${account}/workers/scripts/${this.worker.name}${path}`;
    const response = await fetch(url, { method, headers: { authorization: `Bearer ${token}` }, body });
    if (response.status === 404) throw new Missing();
    if (!response.ok) throw new Error(await response.text());
    return response.json();
  }
}

/** There is no such worker yet. */
class Missing extends Error {}
