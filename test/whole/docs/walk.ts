import { execFileSync, spawnSync } from "node:child_process";
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { copyProject } from "../../copy-project.ts";
import { project } from "../../project-folder.ts";
import { start, type Started } from "../../dev/start.ts";
import { type Block, commandsIn } from "./blocks.ts";

/** What a command said, and how it ended. */
export interface Ran {
  readonly command: string;
  readonly status: number | null;
  readonly output: string;
}

/** Whether what comes from npm's registry is fetched from there. */
export const network = process.env["FORE_EDGE_NETWORK"] === "1";
if (!network)
  console.warn(
    "no FORE_EDGE_NETWORK=1: `npm ci` and `npm install` of the guides link the packages that are here, `npm run upgrade` is not run",
  );

/** Follows a document step by step, from a folder on: gives its commands, writes and changes its files. */
export class Walk {
  readonly ran: Ran[] = [];
  /** What serves the blog at the moment. */
  server: Started | undefined;
  #folder: string;

  private constructor(folder: string) {
    this.#folder = folder;
  }

  /** Stands in an empty folder. */
  static fromNothing(folder: string): Walk {
    mkdirSync(folder, { recursive: true });
    return Walk.in(folder);
  }

  /** Stands in a folder as it is. */
  static in(folder: string): Walk {
    return new Walk(folder);
  }

  /** Stands where `git clone`, `cd` and `npm ci` lead: in a copy of the project with its packages. */
  static begin(folder: string): Walk {
    return new Walk(copyProject(folder));
  }

  async follow(blocks: readonly Block[]): Promise<void> {
    for (const block of blocks) {
      if (block.language === "sh") for (const command of commandsIn(block)) await this.run(command);
      else if (block.title !== undefined) this.#write(block.title, block);
    }
  }

  /** Stands for commands that a test cannot run, such as those of a server that is not there. */
  readonly byHand = new Map<string, () => void>();

  /** Where it stands. */
  get folder(): string {
    return this.#folder;
  }

  /** `npm start` stays until the next one, or until the end; anything else but what leads elsewhere is run by a shell. */
  async run(command: string): Promise<Ran> {
    const output = command.startsWith("npm start") ? await this.#serve(command) : this.#arrive(command);
    const ran = output === undefined ? this.#shell(command) : { command, status: 0, output };
    this.ran.push(ran);
    return ran;
  }

  /** Commands that cannot be run to the letter: what is cloned is this repository, and a shell of its own would not stay in a folder. */
  #arrive(command: string): string | undefined {
    const [, to] = /^cd (\S+)$/.exec(command) ?? [];
    if (to !== undefined) {
      this.#folder = join(this.#folder, to);
      return existsSync(this.#folder) ? "" : undefined;
    }
    const [, name] = /^git clone \S+\/([\w-]+)\.git$/.exec(command) ?? [];
    if (name !== undefined) {
      copyProject(join(this.#folder, name));
      if (network) rmSync(join(this.#folder, name, "node_modules"));
      return "";
    }
    if (this.byHand.has(command)) {
      this.byHand.get(command)?.();
      return "";
    }
    if (network || !["npm ci", "npm install"].includes(command)) return undefined;
    if (command === "npm install") linkPackages(this.#folder);
    return "";
  }

  async end(): Promise<void> {
    await this.server?.end();
    this.server = undefined;
  }

  async #serve(command: string): Promise<string> {
    await this.end();
    const [, options = ""] = /^npm start(?: -- (.+))?$/.exec(command) ?? [];
    this.server = await start(this.#folder, ...options.split(" ").filter((option) => option !== ""));
    return this.server.output();
  }

  #shell(command: string): Ran {
    const { status, stdout, stderr } = spawnSync("sh", ["-c", command], {
      cwd: this.#folder,
      encoding: "utf8",
      env: { ...process.env, NO_COLOR: "1" },
    });
    return { command, status, output: stdout + stderr };
  }

  #write(title: string, block: Block): void {
    const [, end] = /^at the end of (.+)$/.exec(title) ?? [];
    const file = join(this.#folder, end ?? title);
    mkdirSync(dirname(file), { recursive: true });
    if (end !== undefined) appendFileSync(file, `\n${block.text}\n`);
    else if (block.language === "diff") writeFileSync(file, applied(readFileSync(file, "utf8"), block.text));
    else writeFileSync(file, `${block.text}\n`);
  }
}

/** What `npm install` does in a blog whose engine is a packed file, with the packages that are here. */
function linkPackages(blog: string): void {
  const { dependencies } = JSON.parse(readFileSync(join(blog, "package.json"), "utf8")) as {
    readonly dependencies: Readonly<Record<string, string>>;
  };
  const [, packed = ""] = /^file:(.*)$/.exec(dependencies["fore-edge"] ?? "") ?? [];
  const [from, to] = [join(project, "node_modules"), join(blog, "node_modules")];
  mkdirSync(join(to, ".bin"), { recursive: true });
  mkdirSync(join(to, "fore-edge"));
  for (const name of readdirSync(from)) if (!name.startsWith(".")) symlinkSync(join(from, name), join(to, name));
  for (const name of readdirSync(join(from, ".bin"))) symlinkSync(join(from, ".bin", name), join(to, ".bin", name));
  execFileSync("tar", ["-xzf", join(blog, packed), "--strip-components=1", "-C", join(to, "fore-edge")]);
  symlinkSync("../fore-edge/bin/fore-edge.js", join(to, ".bin/fore-edge"));
}

/** Applies a difference without line numbers: the lines that were there must be there once. */
export function applied(source: string, diff: string): string {
  const lines = diff.split("\n").map((line) => ({ sign: line.slice(0, 1), text: line.slice(1) }));
  const textOf = (sign: string): string =>
    lines
      .filter((line) => line.sign !== sign)
      .map(({ text }) => `${text}\n`)
      .join("");
  const before = textOf("+");
  if (source.split(before).length !== 2) throw new Error(`these lines are not there once:\n${before}`);
  return source.replace(before, () => textOf("-"));
}
