import { spawn } from "node:child_process";
import { once } from "node:events";
import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { text } from "node:stream/consumers";
import { descendants } from "../../descendants.ts";

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

// Nothing of the npm, the Node and the vitest that run the tests, nor of the tester's own account.
const foreign = /^(?:npm_|NODE_|VITEST|CLOUDFLARE_|FORCE_COLOR$|CI$|INIT_CWD$|TZ$|.*PATH$)/;
const inherited = Object.entries(process.env).filter(([name]) => !foreign.test(name));
const path = (process.env["PATH"] ?? "")
  .split(delimiter)
  .filter((folder) => !/[\\/]node_modules[\\/]\.bin$/.test(folder))
  .join(delimiter);

/** A folder outside of the repository, with the machine's own Node and npm. */
export class NewBlog {
  readonly folder: string;
  readonly #environment: NodeJS.ProcessEnv;

  constructor(folder: string, environment: Readonly<Record<string, string>> = {}) {
    this.folder = folder;
    this.#environment = { ...Object.fromEntries(inherited), PATH: path, NO_COLOR: "1", ...environment };
  }

  write(file: string, content: string): void {
    mkdirSync(dirname(join(this.folder, file)), { recursive: true });
    writeFileSync(join(this.folder, file), content);
  }

  append(file: string, content: string): void {
    appendFileSync(join(this.folder, file), content);
  }

  read(file: string): string {
    return readFileSync(join(this.folder, file), "utf8");
  }

  /** Starts what serves the blog as the head of a process group, asks for a page, and ends all as Ctrl-C in a terminal does. */
  async served(path: string, program: string, ...args: readonly string[]) {
    const child = spawn(program, [...args, "--port", "0"], {
      cwd: this.folder,
      env: this.#environment,
      stdio: ["ignore", "pipe", "pipe"],
      detached: true,
    });
    const closed = once(child, "close");
    let url = "";
    for await (const line of createInterface(child.stdout)) {
      url = /^Ready on (\S+)$/.exec(line)?.[1] ?? "";
      if (url !== "") break;
    }
    const page = url === "" ? "" : await (await fetch(`${url}${path}`)).text();
    const below = descendants(child.pid);
    child.stdout.resume();
    // Without a program there is no group but the runner's own.
    if (child.pid === undefined) throw new Error(`${program} could not be started`);
    process.kill(-child.pid, "SIGINT");
    await closed;
    return { page, below, ended: [child.exitCode, child.signalCode] };
  }

  async run(program: string, ...args: readonly string[]): Promise<Ended> {
    const child = spawn(program, args, {
      cwd: this.folder,
      env: this.#environment,
      stdio: ["ignore", "pipe", "pipe"],
    });
    const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr), once(child, "close")]);
    return { code: child.exitCode, stdout, stderr };
  }

  npm(...args: readonly string[]): Promise<Ended> {
    return this.run("npm", ...args);
  }

  /** Gives the lines that git prints. */
  async git(...args: readonly string[]): Promise<string[]> {
    const who = ["-c", "user.name=Ada", "-c", "user.email=ada@blog.example"];
    const { code, stdout, stderr } = await this.run("git", ...who, ...args);
    if (code !== 0) throw new Error(stderr);
    return stdout.split("\n").filter((line) => line !== "");
  }
}
