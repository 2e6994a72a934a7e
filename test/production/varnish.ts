import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";

/** Debian's varnish, a shared cache (RFC 9111); undefined where it isn't installed. */
export const varnishd: string | undefined = [
  ...(process.env["PATH"] ?? "").split(delimiter),
  "/usr/sbin",
  "/usr/local/sbin",
]
  .map((folder) => join(folder, "varnishd"))
  .find((file) => existsSync(file));

export interface Cache {
  readonly origin: string;
  readonly stop: () => Promise<void>;
}

/** Starts a cache in front of a worker, on loopback. */
export async function startVarnish(program: string, worker: URL): Promise<Cache> {
  const folder = mkdtempSync(join(tmpdir(), "fore-edge-varnish-"));
  const port = await freePort();
  const vcl = join(folder, "default.vcl");
  const template = readFileSync(join(import.meta.dirname, "varnish.vcl"), "utf8");
  writeFileSync(vcl, template.replace("HOST", worker.hostname).replace("PORT", worker.port));
  const settings = ["default_ttl=0", "default_keep=0"].flatMap((setting) => ["-p", setting]);
  const instance = join(folder, "instance");
  const where = ["-n", instance, "-a", `127.0.0.1:${port}`, "-f", vcl, "-s", "malloc,32m"];
  // No jail: it would run as another user, who can't read the folder.
  const child = spawn(program, ["-j", "none", "-F", ...where, ...settings], { stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (data: Buffer) => (output += data.toString()));
  const origin = `http://127.0.0.1:${port}`;
  const deadline = Date.now() + 60_000;
  while (!(await answers(origin))) {
    if (child.exitCode !== null || Date.now() > deadline) throw new Error(`varnishd does not answer:\n${output}`);
    await wait(50);
  }
  return {
    origin,
    stop: async () => {
      const exited = new Promise((resolve) => child.once("exit", resolve));
      child.kill();
      await exited;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

const answers = (origin: string): Promise<boolean> =>
  fetch(`${origin}/robots.txt`).then(
    ({ status }) => status === 200,
    () => false,
  );

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === "string") throw new Error("there is no free port");
  return address.port;
}
