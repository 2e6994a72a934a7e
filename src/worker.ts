import bytes from "../dist/release.bin";
import { createApp } from "./app.ts";
import { Release } from "./content/release.ts";
import { kvStore } from "./store.ts";

interface Bindings {
  readonly BLOBS: KVNamespace;
}

const release = new Release(bytes);
let app: ReturnType<typeof createApp> | undefined;

export default {
  fetch(request, env) {
    app ??= createApp(release, kvStore(env.BLOBS), () => Math.floor(Date.now() / 1000));
    return app.fetch(request);
  },
} satisfies ExportedHandler<Bindings>;
