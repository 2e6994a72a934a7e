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
  fetch(request, env) {
    app ??= createApp(release, kvStore(env.BLOBS), () => Math.floor(Date.now() / 1000), env.PREVIEW_SECRET);
    return app.fetch(request);
  },
} satisfies ExportedHandler<Bindings>;
