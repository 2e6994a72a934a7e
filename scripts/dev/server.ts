import { createServer, type IncomingMessage, type Server as HttpServer } from "node:http";
import { resolve } from "node:path";
import { bundleClient } from "./bundle-sources.ts";
import { openChannel } from "./channel.ts";
import { findHosts } from "./hosts.ts";
import { listenOn, portOf } from "./listen.ts";
import { livePaths } from "./live-page.ts";
import { respond } from "./proxy.ts";
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

/**
 * Serves a content folder on this machine and shows each change in it, and in the views, in the open pages. Throws
 * `Failure` if it is not a content folder. Errors in the content stop nothing: they are shown over the pages.
 */
export async function startServer({ port: wanted, hosts: names, onBuild, ...choice }: ServerOptions) {
  const root = resolve(choice.root);
  const hosts = await findHosts(names);
  await using opened = new AsyncDisposableStack(); // closes what is open if a later step fails
  const onPage = (): void => channel.publish();
  const rebuilder = opened.adopt(new Rebuilder({ ...choice, root }, onPage), (each) => each.close());
  const channel = openChannel(hosts, () => rebuilder.upstream.state);
  const [client, build] = await Promise.all([bundleClient(), rebuilder.build([])]);
  onBuild(build);
  opened.defer(channel.stop);
  const answer = respond(hosts, () => ({ ...rebuilder.upstream, client }));
  // Requests to upgrade to another protocol are answered in HTTP.
  const shouldUpgradeCallback = ({ url }: IncomingMessage): boolean => url === livePaths.socket;
  const create = (): HttpServer => createServer({ shouldUpgradeCallback }, answer).on("upgrade", channel.accept);
  const servers = await listenOn(hosts.addresses, wanted, create);
  for (const server of servers) opened.defer(() => server.close().closeAllConnections());
  const onChange = async (files: readonly string[]): Promise<void> => {
    onBuild(await rebuilder.build(files));
    channel.publish();
  };
  opened.defer(await watchFiles(root, [sources], onChange));
  const port = portOf(servers);
  const running = opened.move();
  return { port, url: `http://localhost:${port}`, hosts, [Symbol.asyncDispose]: () => running.disposeAsync() };
}
