import bytes from "../dist/release.bin";
import { createApp } from "./app.ts";
import { Release } from "./content/release.ts";
import { kvStore } from "./store.ts";

interface Bindings {
  readonly BLOBS: KVNamespace;
  /** Signs links to the site at another moment. */
  readonly PREVIEW_SECRET?: string;
}

const release = new Release(bytes);
let app: ReturnType<typeof createApp> | undefined;

export default {
  fetch(request, env, context) {
    app ??= createApp(release, kvStore(env.BLOBS), () => Math.floor(Date.now() / 1000), env.PREVIEW_SECRET);
    const answer = app.fetch(request);
    // A read of KV may be shared, so it must not end with the reader who began it and left.
    if (answer instanceof Promise) context.waitUntil(answer);
    return answer;
  },
} satisfies ExportedHandler<Bindings>;
