import { createApp } from "../../src/app.ts";
import { Release } from "../../src/content/release.ts";

/** The worker of `npm start`: the very app, with release and blobs from the process that compiles the content. */
interface Bindings {
  readonly HOST: { readonly fetch: (url: string) => Promise<Response> };
}

let version: string | undefined;
let app: ReturnType<typeof createApp> | undefined;

export default {
  async fetch(request: Request, { HOST }: Bindings): Promise<Response> {
    const ask = (path: string): Promise<Response> => HOST.fetch(`http://host${path}`);
    const current = await (await ask("/version")).text();
    if (!app || version !== current) {
      const release = new Release(await (await ask("/release")).arrayBuffer());
      const get = async (key: string): Promise<Uint8Array<ArrayBuffer> | undefined> => {
        const blob = await ask(`/blobs/${key}`);
        return blob.ok ? new Uint8Array(await blob.arrayBuffer()) : undefined;
      };
      app = createApp(release, { get }, () => Math.floor(Date.now() / 1000));
      version = current;
    }
    const file = await ask(`/files${new URL(request.url).pathname}`);
    return file.ok ? file : app.fetch(request);
  },
};
