// Stands before the production bundle, which it leaves as it is: moves its clock, counts its reads of KV, makes them fail.
import worker from "./worker.js";

const faults = {
  failing: () => Promise.reject(new Error("KV does not answer")),
  slow: (read) => scheduler.wait(200).then(read),
  // Longer than any test, yet it is I/O under way: workerd ends a request by itself that waits for nothing.
  hanging: () => scheduler.wait(100_000),
};

let reads = 0;
let fault;
/** How many reads the fault is still to hit. */
let hits = 0;
let store;
let assets;
let assetReads = 0;
/** What is wrong with static assets as the worker reads them. */
let assetFault;

const countingStore = (kv) => ({
  get: (...args) => {
    reads += 1;
    hits -= 1;
    const read = () => kv.get(...args);
    return fault && hits >= 0 ? fault(read) : read();
  },
});

const countingAssets = (binding) => ({
  fetch: (...args) => {
    assetReads += 1;
    if (assetFault === "missing") return Promise.resolve(new Response(null, { status: 404 }));
    const read = () => binding.fetch(...args);
    return assetFault ? faults[assetFault](read) : read();
  },
});

// As a reader who leaves does it to the worker: the runtime ends the request, and all I/O that it began.
async function leavingAfter(milliseconds, request, self) {
  const headers = new Headers(request.headers);
  headers.delete("x-test-leave");
  try {
    return await self.fetch(new Request(request, { headers, signal: AbortSignal.timeout(milliseconds) }));
  } catch {
    return new Response("the reader left", { status: 499 });
  }
}

export default {
  async fetch(request, env, context) {
    const wanted = request.headers.get("x-test-kv");
    if (wanted !== null) {
      const [kind, count = "Infinity"] = wanted.split(" ");
      fault = faults[kind];
      hits = Number(count);
      return Response.json(reads);
    }
    const wantedOfAssets = request.headers.get("x-test-assets");
    if (wantedOfAssets !== null) {
      assetFault = wantedOfAssets === "none" ? undefined : wantedOfAssets;
      return new Response(null);
    }
    const leave = request.headers.get("x-test-leave");
    if (leave !== null) return leavingAfter(Number(leave), request, env.SELF);
    const now = request.headers.get("x-test-now");
    if (now !== null) Date.now = () => Number(now) * 1000;
    store ??= countingStore(env.BLOBS);
    if (env.ASSETS) assets ??= countingAssets(env.ASSETS);
    const before = reads;
    const assetsBefore = assetReads;
    const response = await worker.fetch(request, { ...env, BLOBS: store, ASSETS: assets }, context);
    const seen = new Response(response.body, response);
    seen.headers.set("x-test-reads", String(reads - before));
    seen.headers.set("x-test-asset-reads", String(assetReads - assetsBefore));
    return seen;
  },
};
