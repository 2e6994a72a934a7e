// Stands before the production bundle, which it leaves as it is: moves its clock, counts its reads of KV, makes them fail.
import worker from "./worker.js";

let reads = 0;
let failing = false;
let store;

export default {
  async fetch(request, env, context) {
    const now = request.headers.get("x-test-now");
    if (now !== null) Date.now = () => Number(now) * 1000;
    failing = request.headers.get("x-test-kv") === "failing";
    store ??= {
      get: (...args) => {
        reads += 1;
        return failing ? Promise.reject(new Error("KV does not answer")) : env.BLOBS.get(...args);
      },
    };
    const before = reads;
    const response = await worker.fetch(request, { ...env, BLOBS: store }, context);
    const seen = new Response(response.body, response);
    seen.headers.set("x-test-reads", String(reads - before));
    return seen;
  },
};
