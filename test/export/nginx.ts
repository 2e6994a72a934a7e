import { spawn, spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { project } from "../project-folder.ts";

export interface Served {
  readonly url: string;
  readonly stop: () => Promise<void>;
}

/** Why there is no nginx here; undefined where there is one. */
export function missingNginx(): string | undefined {
  const { error } = spawnSync("nginx", ["-v"]);
  if (error && process.env["REQUIRE_NGINX"] === "1") throw new Error("nginx is required here, and is not installed");
  return error ? "nginx is not installed" : undefined;
}

/** Serves an exported folder with the configuration that docs/export.md gives. `work` is a folder for what nginx writes. */
export async function serveWithNginx(folder: string, work: string): Promise<Served> {
  const docs = readFileSync(join(project, "docs/export.md"), "utf8");
  const map = join(work, "blog-moved.map");
  mkdirSync(work, { recursive: true });
  const here = (text: string): string =>
    text.replaceAll("/srv/blog", `"${folder}"`).replaceAll("/etc/nginx/blog-moved.map", `"${map}"`);
  const awk = spawnSync("sh", ["-c", here(fenced(docs, "sh", "awk"))], { encoding: "utf8" });
  if (awk.status !== 0) throw new Error(awk.stderr);

  const port = await freePort();
  const site = here(fenced(docs, "nginx", "server {")).replace("listen 80;", `listen 127.0.0.1:${port};`);
  const paths = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map(
    (name) => `${name}_temp_path "${work}/${name}";`,
  );
  const file = join(work, "nginx.conf");
  writeFileSync(
    file,
    `daemon off; pid "${work}/nginx.pid"; error_log "${work}/error.log"; user root;
events {}
http { include /etc/nginx/mime.types; access_log off; ${paths.join(" ")}
${site}
}`,
  );
  const nginx = spawn("nginx", ["-c", file, "-e", join(work, "error.log")], { stdio: "ignore" });
  const ended = new Promise<void>((resolve) => nginx.once("exit", () => resolve()));
  await answering(port, () => (nginx.exitCode === null ? undefined : readFileSync(join(work, "error.log"), "utf8")));
  return {
    url: `http://127.0.0.1:${port}`,
    stop: async () => {
      nginx.kill();
      await ended;
    },
  };
}

/** The first block of a language in which a text stands. */
function fenced(markdown: string, language: string, wanted: string): string {
  const blocks = [...markdown.matchAll(/^```(\w+)\n(.*?)^```$/gms)];
  const block = blocks.find(([, name, text]) => name === language && text?.includes(wanted));
  if (block?.[2] === undefined) throw new Error(`docs/export.md has no ${language} with ${wanted}`);
  return block[2];
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === "string") throw new Error("no port is free");
  return address.port;
}

async function answering(port: number, failure: () => string | undefined): Promise<void> {
  for (;;) {
    const reason = failure();
    if (reason !== undefined) throw new Error(`nginx has ended: ${reason}`);
    const answer = await fetch(`http://127.0.0.1:${port}/`).catch(() => undefined);
    if (answer) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
