import { type ChildProcess, spawn } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

const root = join(import.meta.dirname, "../..");

export interface Finished {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A blog in a folder of its own, as after `git clone` and `npm ci`, whose commands talk to a stand-in. */
export class Project {
  readonly folder = mkdtempSync(join(tmpdir(), "fore-edge-test-"));
  readonly #environment: Readonly<Record<string, string>>;
  readonly #printed: string[] = [];

  constructor(environment: Readonly<Record<string, string>>) {
    // wrangler's logs and settings stay inside, where a test can look into them. The home is not the folder itself, where
    // wrangler would take the project's .wrangler for settings of old.
    const home = {
      HOME: join(this.folder, "home"),
      XDG_CONFIG_HOME: join(this.folder, "home/.config"),
      WRANGLER_LOG_PATH: join(this.folder, "home/logs"),
    };
    this.#environment = { ...home, ...environment };
    for (const name of ["bin", "src", "scripts", "wrangler.toml", "package.json", "package-lock.json"])
      cpSync(join(root, name), join(this.folder, name), { recursive: true });
    symlinkSync(join(root, "node_modules"), join(this.folder, "node_modules"));
  }

  write(file: string, text: string): void {
    const target = join(this.folder, file);
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, text);
  }

  read(file: string): string {
    return readFileSync(join(this.folder, file), "utf8");
  }

  async bytes(file: string): Promise<Uint8Array<ArrayBuffer>> {
    return new Uint8Array(await readFile(join(this.folder, file)));
  }

  /** Where a text stands: in files, wrangler's logs and settings and the build among them, or in what commands printed. */
  find(text: string): string[] {
    const files = readdirSync(this.folder, { withFileTypes: true })
      .filter((entry) => !entry.isSymbolicLink())
      .flatMap((entry) =>
        entry.isDirectory() ? filesBelow(join(this.folder, entry.name)) : [join(this.folder, entry.name)],
      );
    const found = files.filter((file) => readFileSync(file).includes(text));
    return this.#printed.some((printed) => printed.includes(text)) ? [...found, "output"] : found;
  }

  remove(file: string): void {
    rmSync(join(this.folder, file), { recursive: true, force: true });
  }

  /** Runs one of the project's commands: `script("deploy", "--json")`. */
  script(name: string, ...args: readonly string[]): Promise<Finished> {
    return this.#finished(this.start(name, ...args));
  }

  /** Starts a command as the head of a process group of its own, to be killed with or without what it starts. */
  start(name: string, ...args: readonly string[]): ChildProcess {
    return this.#spawn(process.execPath, [join(this.folder, "scripts", `${name}.ts`), ...args]);
  }

  wrangler(...args: readonly string[]): Promise<Finished> {
    return this.#finished(this.startWrangler(...args));
  }

  /** Starts wrangler as the head of a process group of its own. */
  startWrangler(...args: readonly string[]): ChildProcess {
    return this.#spawn(process.execPath, [join(root, "node_modules/wrangler/bin/wrangler.js"), ...args]);
  }

  /** Runs a line of a shell, as a reader of the documentation would. */
  shell(line: string, environment: Readonly<Record<string, string>> = {}): Promise<Finished> {
    return this.#finished(this.#spawn("sh", ["-c", line], environment));
  }

  dispose(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  #finished(child: ChildProcess): Promise<Finished> {
    const output = { stdout: "", stderr: "" };
    child.stdout?.on("data", (chunk: Buffer) => (output.stdout += chunk.toString()));
    child.stderr?.on("data", (chunk: Buffer) => (output.stderr += chunk.toString()));
    return new Promise((resolve) =>
      child.on("close", (code) => {
        this.#printed.push(output.stdout, output.stderr);
        resolve({ code, ...output });
      }),
    );
  }

  #spawn(command: string, args: readonly string[], environment: Readonly<Record<string, string>> = {}): ChildProcess {
    const path = `${join(root, "node_modules/.bin")}:${process.env["PATH"]}`;
    // Nothing of the tester's own environment that talks to Cloudflare or colours output may get through.
    const env = { PATH: path, TMPDIR: tmpdir(), NO_COLOR: "1", ...this.#environment, ...environment };
    return spawn(command, args, { cwd: this.folder, env, stdio: ["ignore", "pipe", "pipe"], detached: true });
  }
}

const filesBelow = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
