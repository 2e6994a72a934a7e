import { createApp } from "../../src/app.ts";
import { Release } from "../../src/content/release.ts";

/** The worker of `npm start`: the real app, with release and blobs from the process that compiles the content. */
interface Bindings {
  readonly HOST: { readonly fetch: (url: string) => Promise<Response> };
}

let version: string | null = null;
let app: Promise<ReturnType<typeof createApp>> | undefined;

export default {
  async fetch(request: Request, { HOST }: Bindings): Promise<Response> {
    const current = request.headers.get("fore-edge-version");
    if (!app || version !== current) {
      version = current;
      app = load((path) => HOST.fetch(`http://host${path}`));
    }
    return (await app).fetch(request);
  },
};

async function load(ask: (path: string) => Promise<Response>): Promise<ReturnType<typeof createApp>> {
  const release = new Release(await (await ask("/release")).arrayBuffer());
  const get = async (key: string): Promise<string | undefined> => {
    const blob = await ask(`/blobs/${key}`);
    return blob.ok ? blob.text() : undefined;
  };
  return createApp(release, { get }, () => Math.floor(Date.now() / 1000));
}
