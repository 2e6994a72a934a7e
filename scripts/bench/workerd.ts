import { spawn, spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { createRequire } from "node:module";

// The package has no types. It exports the path of the program.
const workerd = (createRequire(import.meta.url)("workerd") as { readonly default: string }).default;

/** A worker to be run: its modules are files below the folder, the first one is its entry. */
export interface Worker {
  readonly name: string;
  readonly modules: readonly { readonly file: string; readonly type: "esModule" | "data"; readonly name?: string }[];
  /** A folder whose files are the values of its KV namespace `BLOBS`, named by their keys. */
  readonly blobs?: string;
}

export interface Running {
  /** Origin of each worker by its name. */
  readonly origins: Readonly<Record<string, string>>;
  /** Id of the process. */
  readonly id: number;
  /** Origin of V8's inspector, for those who asked for it. */
  readonly inspector: string;
  readonly stop: () => Promise<void>;
}

/** Runs workers in one bare workerd, without the proxies that wrangler and Miniflare put before it. */
export async function runWorkerd(
  folder: string,
  workers: readonly Worker[],
  { isInspected = false } = {},
): Promise<Running> {
  const [inspectorPort = 0, ...ports] = await freePorts(workers.length + 1);
  const inspector = `127.0.0.1:${inspectorPort}`;
  const inspecting = isInspected ? [`--inspector-addr=${inspector}`] : [];
  const serving = ["serve", "--binary", writeConfig(folder, workers, ports), ...inspecting];
  const child = spawn(workerd, serving, { stdio: ["ignore", "inherit", "inherit"] });
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const origins = workers.map(({ name }, index) => [name, `http://127.0.0.1:${ports[index]}`] as const);
  for (const [, origin] of origins) await answering(origin);
  return {
    origins: Object.fromEntries(origins),
    id: child.pid ?? 0,
    inspector: `http://${inspector}`,
    stop: async () => {
      child.kill();
      await ended;
    },
  };
}

/** Writes the configuration in binary: to read a release that is embedded in a text takes longer than all the rest. */
function writeConfig(folder: string, workers: readonly Worker[], ports: readonly number[]): string {
  const [text, binary] = [join(folder, "config.capnp"), join(folder, "config.bin")];
  writeFileSync(text, configOf(workers, ports));
  const { status, stdout, stderr } = spawnSync(workerd, ["compile", "--config-only", text], { maxBuffer: 2 ** 30 });
  if (status !== 0) throw new Error(`workerd does not take ${text}: ${stderr.toString()}`);
  writeFileSync(binary, stdout);
  return binary;
}

function configOf(workers: readonly Worker[], ports: readonly number[]): string {
  const services = workers.flatMap(({ name, blobs }) => [
    `(name = "${name}", worker = .${name})`,
    ...(blobs === undefined ? [] : [`(name = "${name}Blobs", disk = (path = "${blobs}"))`]),
  ]);
  const sockets = workers.map(
    ({ name }, index) => `(name = "${name}", address = "127.0.0.1:${ports[index]}", http = (), service = "${name}")`,
  );
  const definitions = workers.map(({ name, modules, blobs }) => {
    const embedded = modules.map(
      (module) => `(name = "${module.name ?? module.file}", ${module.type} = embed "${module.file}")`,
    );
    const bindings = blobs === undefined ? "" : `bindings = [(name = "BLOBS", kvNamespace = "${name}Blobs")],`;
    return `const ${name} :Workerd.Worker = (modules = [${embedded.join(", ")}], ${bindings} compatibilityDate = "2026-11-17");`;
  });
  return `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (services = [${services.join(", ")}], sockets = [${sockets.join(", ")}]);
${definitions.join("\n")}
`;
}

async function freePorts(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () => createServer().listen(0, "127.0.0.1"));
  await Promise.all(servers.map((server) => new Promise((resolve) => server.once("listening", resolve))));
  const ports = servers.map((server) => {
    const address = server.address();
    return typeof address === "object" && address ? address.port : 0;
  });
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}

async function answering(origin: string): Promise<void> {
  for (let attempt = 0; attempt < 200; attempt++) {
    if (await fetch(origin, { redirect: "manual" }).catch(() => undefined)) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`workerd does not answer at ${origin}`);
}
