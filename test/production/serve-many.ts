import { readFileSync } from "node:fs";
import { join } from "node:path";
import { convertV4MiniflareOptions, Miniflare } from "miniflare";
import type { Moment } from "../../src/content/date.ts";
import { readBundle } from "./bundle.ts";

export interface Compiled {
  readonly release: Uint8Array;
  readonly blobs: ReadonlyMap<string, string>;
}

/** What is known of one response. */
export interface Told {
  /** Status, entity tag, content type, location and digest of the body. */
  readonly answer: string;
  /** Digest of status, body and all headers but those about caching. */
  readonly whole: string;
  /** What browsers are told about caching, and what Cloudflare is. */
  readonly caching: readonly [string, string];
  /** The first of the secrets that body or headers contain. */
  readonly leak?: string;
}

/** Moments may be fractions of seconds, as the clocks of servers are. */
export interface Instant {
  readonly now: Moment;
  readonly secrets: readonly string[];
}

export interface Many {
  /** All answers of one site: a row for each moment, a cell for each path. */
  readonly ask: (site: number, moments: readonly Instant[], paths: readonly string[]) => Promise<readonly Told[][]>;
  readonly stop: () => Promise<void>;
}

/** Many sites in one workerd, each with a copy of the production bundle of its own, byte for byte. */
export function serveMany(sites: readonly Compiled[]): Many {
  const { script, releaseName } = readBundle();
  const loaders = sites.map(
    (_, index) =>
      `async () => ({ worker: (await import("./${index}/worker.js")).default, blobs: (await import("./${index}/blobs.js")).default })`,
  );
  const worker = new Miniflare(
    convertV4MiniflareOptions({
      modules: [
        {
          type: "ESModule",
          path: "serve-many.js",
          contents: readFileSync(join(import.meta.dirname, "serve-many.js"), "utf8"),
        },
        { type: "ESModule", path: "sites.js", contents: `export default [${loaders.join(",\n")}];` },
        ...sites.flatMap(({ release, blobs }, index) => [
          { type: "ESModule" as const, path: `${index}/worker.js`, contents: script },
          { type: "Data" as const, path: `${index}/${releaseName}`, contents: release },
          {
            type: "ESModule" as const,
            path: `${index}/blobs.js`,
            contents: `export default ${JSON.stringify(Object.fromEntries(blobs))}`,
          },
        ]),
      ],
      compatibilityDate: "2026-11-17",
    }),
  );
  return {
    ask: async (site, moments, paths) => {
      const question = { method: "POST", body: JSON.stringify({ site, moments, paths }) };
      const response = await worker.dispatchFetch("http://blog.example/", question);
      if (!response.ok) throw new Error(await response.text());
      return (await response.json()) as readonly Told[][];
    },
    stop: () => worker.dispose(),
  };
}
