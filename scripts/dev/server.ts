import type { IncomingMessage } from "node:http";
import { resolve } from "node:path";
import { bundleClient } from "./bundle-sources.ts";
import { Channel } from "./channel.ts";
import { Hosts } from "./hosts.ts";
import { listenOn } from "./listen.ts";
import { livePaths } from "./live-page.ts";
import { respond } from "./respond.ts";
import type { SiteChoice } from "./development-site.ts";
import { watchFiles } from "./watch.ts";
import { type Build, sources, Rebuilder } from "./rebuilder.ts";

export interface ServerOptions extends SiteChoice {
  /** The first port to try. */
  readonly port: number;
  /** Names and addresses to answer to besides localhost's. */
  readonly hosts?: readonly string[];
  /** Called after each build, including the first. */
  readonly onBuild: (build: Build) => void;
}

export interface Server {
  readonly port: number;
  readonly url: string;
  readonly hosts: Hosts;
  readonly stop: () => Promise<void>;
}

/**
 * Serves a content folder on this machine and shows each change in it, and in the views, in the open pages. Throws
 * `Failure` if it is not a content folder. Errors in the content stop nothing: they are shown over the pages.
 */
export async function startServer({
  port: wanted,
  hosts: names = [],
  onBuild,
  ...choice
}: ServerOptions): Promise<Server> {
  const root = resolve(choice.root);
  const hosts = await Hosts.of(names);
  const { rebuilder, build } = await Rebuilder.open({ ...choice, root }, () => channel.publish());
  const channel = new Channel(hosts, () => rebuilder.state);
  const closers: (() => unknown)[] = [() => rebuilder.close()];
  const stop = async (): Promise<void> => {
    for (const close of closers.splice(0).reverse()) await close();
  };
  try {
    onBuild(build);
    const client = await bundleClient();
    closers.push(() => channel.stop());
    // Requests to upgrade to another protocol are answered in HTTP.
    const shouldUpgradeCallback = ({ url }: IncomingMessage): boolean => url === livePaths.socket;
    const { port, servers } = await listenOn(hosts.addresses, wanted, { shouldUpgradeCallback });
    for (const server of servers) {
      closers.push(() => server.close().closeAllConnections());
      server.on(
        "request",
        respond(hosts, () => ({ ...rebuilder.upstream, client })),
      );
      server.on("upgrade", (request, socket, head) => channel.accept(request, socket, head));
    }
    const unwatch = await watchFiles({ content: root, folders: [sources] }, async (files) => {
      onBuild(await rebuilder.rebuild(files));
      channel.publish();
    });
    closers.push(unwatch);
    return { port, url: `http://localhost:${port}`, hosts, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
