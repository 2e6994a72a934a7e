import { spawn } from "node:child_process";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";

// The package has no types. It exports the path of the program.
const workerd = (createRequire(import.meta.url)("workerd") as { readonly default: string }).default;

/** A worker to be run: its modules are files below the folder by their names, the first one is its entry. */
export interface Worker {
  readonly name: string;
  readonly modules: readonly { readonly name: string; readonly type: "esModule" | "data" }[];
  /** A folder whose files are the values of its KV namespace `BLOBS`, named by their keys. */
  readonly blobs?: string;
  /** The code of a worker between the two, which has the namespace's service as `DISK`. */
  readonly between?: string;
}

export interface Running {
  readonly originOf: (worker: string) => string;
  /** Origin of V8's inspector. */
  readonly inspector: string;
  /** Of the process. */
  readonly pid: number;
  readonly stop: () => Promise<void>;
}

/** Runs workers in one bare workerd, without the proxies that wrangler and Miniflare put before it. */
export async function runWorkerd(folder: string, workers: readonly Worker[]): Promise<Running> {
  const config = join(folder, "config.capnp");
  writeFileSync(config, configOf(workers));
  const args = ["serve", config, "--control-fd=3", "--inspector-addr=127.0.0.1:0"];
  const child = spawn(workerd, args, { stdio: ["ignore", "inherit", "inherit", "pipe"] });
  const ended = once(child, "exit");
  const ports = new Map<string, number>();
  for await (const line of createInterface(child.stdio[3] as Readable)) {
    const { socket = "inspector", port } = JSON.parse(line) as { readonly socket?: string; readonly port: number };
    ports.set(socket, port);
    if (ports.size > workers.length) break;
  }
  const originOf = (name: string): string => `http://127.0.0.1:${ports.get(name)}`;
  const stop = async (): Promise<void> => {
    child.kill();
    await ended;
  };
  return { originOf, pid: child.pid ?? 0, inspector: originOf("inspector"), stop };
}

function configOf(workers: readonly Worker[]): string {
  const definitions = workers.map(({ name, modules, blobs }) => {
    const embedded = modules.map((module) => `(name = "${module.name}", ${module.type} = embed "${module.name}")`);
    const bindings = blobs === undefined ? "" : `bindings = [(name = "BLOBS", kvNamespace = "${name}Blobs")],`;
    return `const ${name} :Workerd.Worker = (modules = [${embedded.join(", ")}], ${bindings} compatibilityDate = "2026-11-17");`;
  });
  const services = workers.flatMap(({ name, blobs, between }) => {
    const worker = `(name = "${name}", worker = .${name})`;
    if (blobs === undefined) return [worker];
    const disk = (suffix: string): string => `(name = "${name}${suffix}", disk = (path = "${blobs}"))`;
    if (between === undefined) return [worker, disk("Blobs")];
    const modules = `[(name = "between.js", esModule = ${JSON.stringify(between)})]`;
    const bindings = `[(name = "DISK", service = "${name}Disk")]`;
    const own = `(modules = ${modules}, bindings = ${bindings}, compatibilityDate = "2026-11-17")`;
    return [worker, disk("Disk"), `(name = "${name}Blobs", worker = ${own})`];
  });
  const sockets = workers.map(
    ({ name }) => `(name = "${name}", address = "127.0.0.1:0", http = (), service = "${name}")`,
  );
  return `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (services = [${services.join(", ")}], sockets = [${sockets.join(", ")}]);
${definitions.join("\n")}
`;
}
