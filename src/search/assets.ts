import { Recent } from "../content/recent.ts";
import { sharedReads } from "../shared-reads.ts";

/** What we need of the binding of static assets. */
export interface Assets {
  readonly fetch: (request: Request | string) => Promise<Response>;
}

/** In bytes. As much as a few hundred words of an index need; an isolate has 128 MB. */
const mostKept = 8 * 1024 * 1024;

// Assets are asked for by URL, whose host nobody looks at.
const origin = "https://assets.invalid";

/**
 * Static assets by path, read as `sharedReads` does with a patience in milliseconds. Those that were asked for last are kept, up to
 * `most` bytes. A name in the log has no folder: that of the index nobody is to know.
 */
export function assetReader(assets: Assets, most = mostKept, patience = 660): (path: string) => Promise<ArrayBuffer> {
  const kept = new Recent<ArrayBuffer>(({ byteLength }) => byteLength, most, most / 4);
  const load = async (path: string): Promise<ArrayBuffer> => {
    const response = await assets.fetch(origin + path);
    // By its name alone, as its folder is nobody's business.
    if (!response.ok) throw new Error(`asset ${path.slice(path.lastIndexOf("/") + 1)} is missing: ${response.status}`);
    return response.arrayBuffer();
  };

  const read = sharedReads(load, { silence: "the assets have not answered", patience });
  return async (path) => {
    const known = kept.get(path);
    if (known) return known;
    const asset = await read(path);
    kept.put(path, asset);
    return asset;
  };
}
