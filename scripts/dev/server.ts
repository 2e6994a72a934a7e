import { resolve } from "node:path";
import { bundleClient } from "./bundle.ts";
import { Channel } from "./channel.ts";
import { answer } from "./front.ts";
import { listenLocally } from "./listen.ts";
import { livePaths } from "./page.ts";
import type { SiteChoice } from "./site.ts";
import { watchFiles } from "./watch.ts";
import { type Build, sources, Workshop } from "./workshop.ts";

export interface ServerOptions extends SiteChoice {
  /** The port that is wanted; the next free one is taken. */
  readonly port: number;
  /** Told of each build, the first one included. */
  readonly onBuild: (build: Build) => void;
}

export interface Server {
  readonly port: number;
  readonly url: string;
  readonly stop: () => Promise<void>;
}

/**
 * Serves a content folder on localhost and shows each change of it, and of the views, in the pages that are open. Throws
 * `Failure` when the folder is none. Errors in the content stop nothing: they are shown in the place of the pages.
 */
export async function startServer({ port: wanted, onBuild, ...choice }: ServerOptions): Promise<Server> {
  const root = resolve(choice.root);
  const { workshop, build } = await Workshop.open({ ...choice, root });
  const closers: (() => unknown)[] = [() => workshop.close()];
  const stop = async (): Promise<void> => {
    for (const close of closers.splice(0).reverse()) await close();
  };
  try {
    onBuild(build);
    const client = await bundleClient();
    const channel = new Channel(() => workshop.state);
    closers.push(() => channel.stop());
    const { port, servers } = await listenLocally(wanted);
    for (const server of servers) {
      closers.push(() => server.close().closeAllConnections());
      server.on("request", (request, response) => {
        answer(request, response, { ...workshop.back, client }).catch(() => response.destroy());
      });
      server.on("upgrade", (request, socket, head) => {
        if (request.url === livePaths.socket) channel.accept(request, socket, head);
        else socket.destroy();
      });
    }
    const unwatch = await watchFiles({ content: root, folders: [sources] }, async (files) => {
      onBuild(await workshop.rebuild(files));
      channel.publish();
    });
    closers.push(unwatch);
    return { port, url: `http://localhost:${port}`, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
