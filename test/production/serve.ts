import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { convertV4MiniflareOptions, kCurrentWorker, Miniflare } from "miniflare";
import type { Moment } from "../../src/content/date.ts";
import { Cache } from "../../scripts/store/cache.ts";
import { compileSite, type CompiledSite, type SiteOptions } from "../../scripts/build/compile-site.ts";
import { assetRules, writeHeaderRules } from "../../scripts/site/header-rules.ts";
import { copyStatics, writeFolderRules } from "../../scripts/site/static-files.ts";
import { project } from "../project-folder.ts";
import { readBundle } from "./bundle.ts";

export interface Asked {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** What the worker's clock shows; the present when absent. */
  readonly now?: Moment;
  /** What is wrong with KV meanwhile. */
  readonly kv?: Fault;
  /** What is wrong with static assets meanwhile, as the worker reads them. */
  readonly assets?: "failing" | "missing" | "hanging";
  /** After how many milliseconds the reader leaves, if there is no answer yet. */
  readonly leavesAfter?: number;
}

/** What is wrong with reads of KV, and for how many: `failing 1` is over after one read. */
export type Fault = Kind | `${Kind} ${number}`;

/** `slow` ones take a fifth of a second, `hanging` ones longer than any test. */
type Kind = "failing" | "hanging" | "slow";

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** How often the request read KV. */
  readonly reads: number;
  /** How many static assets it read. */
  readonly assetReads: number;
}

/** A site as it is in production: the bundle that wrangler made, in workerd, with its blobs in a local KV. */
export interface Production {
  readonly site: CompiledSite;
  readonly blobs: ReadonlyMap<string, string>;
  /** The folder of static files. */
  readonly assets: string;
  readonly ask: (path: string, asked?: Asked) => Promise<Answer>;
  /** Says what is wrong with KV from now on, nothing when absent. Gives how often it was read so far. */
  readonly kv: (fault?: Fault) => Promise<number>;
  /** Takes a blob out of KV. */
  readonly lose: (key: string) => Promise<void>;
  readonly url: URL;
  /** The worker's own socket, without Miniflare before it, which looks at requests itself. */
  readonly bareUrl: URL;
  readonly stop: () => Promise<void>;
}

export interface ServeOptions extends Partial<SiteOptions> {
  readonly root: string;
  /** The worker's variables and secrets. */
  readonly bindings?: Readonly<Record<string, string>>;
  /** Whether static files and pictures are served too, as `[assets]` of wrangler.toml says, and the worker reads its index; else only what the worker answers. */
  readonly withAssets?: boolean;
}

/** Compiles a content folder and serves it. */
export async function serve({ bindings = {}, withAssets = false, ...options }: ServeOptions): Promise<Production> {
  const folder = mkdtempSync(join(tmpdir(), "fore-edge-test-"));
  const assets = join(folder, "assets");
  const cache = new Cache(join(folder, "cache"));
  const site = await compileSite({ assets, cache, now: Math.floor(Date.now() / 1000), ...options });
  const blobs = new Map(site.blobs);
  if (withAssets) {
    copyStatics(options.root, site.files, assets);
    writeFolderRules(site.files, assets);
    writeHeaderRules(assets, assetRules);
  }
  const worker = new Miniflare(workerOptions(site.release, bindings, withAssets ? assets : undefined));
  const kv = await worker.getKVNamespace("BLOBS");
  const pairs = [...blobs];
  while (pairs.length > 0) await Promise.all(pairs.splice(0, 32).map(([key, value]) => kv.put(key, value)));
  const setFault = async (fault: Fault | "none" = "none"): Promise<number> => {
    const response = await worker.dispatchFetch("http://blog.example/", { headers: { "x-test-kv": fault } });
    return (await response.json()) as number;
  };

  const setAssets = async (fault: string): Promise<void> => {
    await worker.dispatchFetch("http://blog.example/", { headers: { "x-test-assets": fault } });
  };

  return {
    site,
    blobs,
    assets,
    url: await worker.ready,
    bareUrl: await worker.unsafeGetDirectURL(),
    ask: async (path, asked) => {
      if (asked?.kv) await setFault(asked.kv);
      if (asked?.assets) await setAssets(asked.assets);
      const answer = await ask(worker, path, asked);
      if (asked?.kv) await setFault();
      if (asked?.assets) await setAssets("none");
      return answer;
    },
    kv: setFault,
    lose: (key) => kv.delete(key),
    stop: async () => {
      await worker.dispose();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function workerOptions(release: Uint8Array, bindings: Readonly<Record<string, string>>, assets: string | undefined) {
  const { script, releaseName } = readBundle();
  const contents = { clock: readFileSync(join(import.meta.dirname, "clock.js"), "utf8"), script };
  return convertV4MiniflareOptions({
    modules: [
      { type: "ESModule", path: "clock.js", contents: contents.clock },
      { type: "ESModule", path: "worker.js", contents: contents.script },
      { type: "Data", path: releaseName, contents: release },
    ],
    compatibilityDate: "2026-11-17",
    kvNamespaces: ["BLOBS"],
    serviceBindings: { SELF: kCurrentWorker },
    unsafeDirectSockets: [{ host: "127.0.0.1", port: 0 }],
    bindings: { ...bindings },
    ...(assets === undefined ? {} : { assets: assetOptions(assets) }),
  });
}

/** What wrangler makes of `[assets]` in wrangler.toml: files are answered before the worker is asked, with the headers of `_headers` and at the paths of `_redirects`. */
const assetOptions = (directory: string) =>
  ({
    directory,
    binding: "ASSETS",
    run_worker_first: workerFirst(),
    routerConfig: { has_user_worker: true },
    assetConfig: { html_handling: "none", not_found_handling: "none" },
  }) as const;

/** The paths for which wrangler.toml has the worker asked first. */
function workerFirst(): string[] {
  const [, list] = /^run_worker_first = (\[.*\])$/m.exec(readFileSync(join(project, "wrangler.toml"), "utf8")) ?? [];
  if (list === undefined) throw new Error("wrangler.toml has no run_worker_first");
  return JSON.parse(list) as string[];
}

/** The path is sent as it is written, without the changes that `fetch` makes to it. */
async function ask(
  worker: Miniflare,
  path: string,
  { method = "GET", headers = {}, now, leavesAfter }: Asked = {},
): Promise<Answer> {
  const response = await worker.dispatchFetch(`http://blog.example${path}`, {
    method,
    redirect: "manual",
    headers: {
      ...headers,
      ...(now === undefined ? {} : { "x-test-now": String(now) }),
      ...(leavesAfter === undefined ? {} : { "x-test-leave": String(leavesAfter) }),
    },
  });
  return {
    status: response.status,
    headers: new Headers([...response.headers]),
    text: await response.text(),
    reads: Number(response.headers.get("x-test-reads")),
    assetReads: Number(response.headers.get("x-test-asset-reads")),
  };
}
