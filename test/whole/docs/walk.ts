import { spawnSync } from "node:child_process";
import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { copyProject } from "../../copy-project.ts";
import { start, type Started } from "../../dev/start.ts";
import { type Block, commandsIn } from "./blocks.ts";

/** What a command said, and how it ended. */
export interface Ran {
  readonly command: string;
  readonly status: number | null;
  readonly output: string;
}

/** Follows a document step by step, in a copy of the project: gives its commands, writes and changes its files. */
export class Walk {
  readonly ran: Ran[] = [];
  /** What serves the blog at the moment. */
  server: Started | undefined;
  readonly #folder: string;

  private constructor(folder: string) {
    this.#folder = folder;
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

  /** `npm start` stays until the next one, or until the end; anything else is run by a shell. */
  async run(command: string): Promise<Ran> {
    const output = command.startsWith("npm start") ? await this.#serve(command) : undefined;
    const ran = output === undefined ? this.#shell(command) : { command, status: 0, output };
    this.ran.push(ran);
    return ran;
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
