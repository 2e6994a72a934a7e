import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { text } from "node:stream/consumers";

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

  /** Starts a program as the head of a process group, as a terminal does. */
  start(program: string, ...args: readonly string[]): ChildProcess & { readonly stdout: NodeJS.ReadableStream } {
    return spawn(program, args, {
      cwd: this.folder,
      env: this.#environment,
      stdio: ["ignore", "pipe", "pipe"],
      detached: true,
    });
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
}
