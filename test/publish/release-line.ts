import { join } from "node:path";
import { prebuild } from "../../scripts/build/prebuild.ts";
import { type Blobs, blobsIn } from "../../scripts/publish/api/namespace-values.ts";
import { keysOf } from "../../scripts/publish/release-changes.ts";
import { cloudflareOf } from "../../scripts/publish/api/cloudflare.ts";
import { publishedBy } from "../../scripts/publish/publish.ts";
import { keep, type Kept } from "../../scripts/publish/stored-release.ts";
import { carryOut, plan } from "../../scripts/publish/store-release.ts";
import { type Worker, workerOf } from "../../scripts/publish/api/worker-versions.ts";
import { createApp } from "../../src/app.ts";
import { Release } from "../../src/content/release.ts";
import { Namespace } from "./cloudflare/namespace.ts";
import { account, StandIn, token } from "./cloudflare/stand-in.ts";
import { Project } from "./project.ts";

/** The moment of the first publication; each further one is an hour later. */
const start = Date.UTC(2026, 0, 1) / 1_000;

/**
 * A blog whose releases are made by the parts of publishing themselves, without wrangler's second or two for each: for
 * tests that need many. Its project's commands see the same account.
 */
export class ReleaseLine {
  readonly standIn: StandIn;
  readonly project: Project;
  readonly worker: Worker;
  readonly blobs: Blobs;
  /** All releases so far, oldest first, and what each was stored as. */
  readonly releases: { readonly release: Release; readonly kept: Kept }[] = [];

  private constructor(standIn: StandIn) {
    this.standIn = standIn;
    this.project = new Project(standIn.environment);
    const namespace = new Namespace("b".repeat(32), "fore-edge-blobs");
    standIn.kv.namespaces.push(namespace);
    process.env["CLOUDFLARE_API_BASE_URL"] = standIn.url;
    const cloudflare = cloudflareOf({ authorization: `Bearer ${token}` }, account);
    this.blobs = blobsIn(cloudflare, namespace.id);
    this.worker = workerOf(cloudflare, "fore-edge");
  }

  static async open(): Promise<ReleaseLine> {
    return new ReleaseLine(await StandIn.start());
  }

  async close(): Promise<void> {
    await this.standIn.close();
    this.project.dispose();
  }

  /** Builds what the content folder contains now and stores it. */
  async store(): Promise<Kept> {
    const { versions, before } = await publishedBy(this.worker, this.blobs);
    const now = start + 3_600 * this.releases.length;
    const out = join(this.project.folder, "dist");
    const built = await prebuild({
      root: join(this.project.folder, "content"),
      out,
      cache: join(this.project.folder, ".cache"),
      now,
      ...(before && { previous: { release: before.release, replacedAt: now } }),
    });
    const release = new Release(built.release.buffer);
    const kept = keep(built.release.buffer);
    const todo = await plan(this.blobs, built.blobs.sizes, kept, { live: before?.key, versions }, () => {});
    const silent = { advance: () => {}, note: () => {} };
    await carryOut(todo, { blobs: this.blobs, folder: out, key: kept.key, keys: keysOf(release), ...silent });
    this.releases.push({ release, kept });
    return kept;
  }

  /** Stores what the content folder contains and makes it live. */
  async publish(): Promise<void> {
    const { tag } = await this.store();
    await this.upload(tag);
  }

  /** Uploads the newest release as a version, and switches to it. */
  async upload(tag: string | undefined): Promise<void> {
    const bindings = [{ name: "BLOBS", type: "kv_namespace", namespace_id: this.standIn.kv.only.id }];
    const annotations = tag === undefined ? {} : { "workers/tag": tag };
    const metadata = { main_module: "worker.js", bindings, annotations };
    const form = new FormData();
    form.set("metadata", JSON.stringify(metadata));
    const module = { type: "application/octet-stream" };
    const bytes = await this.project.bytes("dist/release.bin");
    form.set("release.bin", new File([bytes], "release.bin", module));
    const url = `${this.standIn.url}/accounts/${account}/workers/scripts/fore-edge`;
    const response = await fetch(url, { method: "PUT", headers: { authorization: `Bearer ${token}` }, body: form });
    if (!response.ok) throw new Error(await response.text());
  }

  get newest(): { readonly release: Release; readonly kept: Kept } {
    const newest = this.releases.at(-1);
    if (newest === undefined) throw new Error("nothing is published");
    return newest;
  }

  /** Paths of a release that do not answer 200, 301 or 410 from what KV contains now. */
  async broken({ release }: { readonly release: Release }): Promise<string[]> {
    const { only } = this.standIn.kv;
    const get = async (key: string) => only.get(key)?.value.toString();
    const app = createApp(release, { get }, () => start + 10_000_000);
    const broken: string[] = [];
    for (const [path] of release.routes()) {
      const { status } = await app.request(path);
      if (![200, 301, 410].includes(status)) broken.push(`${status} ${path}`);
    }
    return broken;
  }
}
