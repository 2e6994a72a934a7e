import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { Failure } from "../base/failure.ts";
import type { Blog } from "./blogs.ts";
import { type Engine, programOf } from "./engines.ts";
import { inTurn, type Measures } from "./in-turn.ts";
import { measure } from "./measure.ts";
import { roomsFor, type Setting } from "./rooms.ts";
import type { Row } from "./table.ts";

/** Milliseconds from `npm start` to `Ready` and to the last byte of the first page, without a cache and with one. */
export const measureStart = (blog: Blog, setting: Setting): Promise<Row[]> =>
  inTurn(setting.rounds, async () =>
    (await roomsFor(blog, setting)).map(({ engine, room }) => ({
      who: engine.who,
      tasks: {
        cold: () => start(engine, room),
        warm: async () => {
          measure(programOf(engine, room, "build")); // makes what the server might have left for later
          return start(engine, room);
        },
      },
    })),
  );

async function start(engine: Engine, room: string): Promise<Measures> {
  await using server = await serverOf(engine, room);
  const response = await fetch(server.url);
  await response.text();
  if (!response.ok) throw new Error(`${server.url} answers ${response.status}`);
  return { "ready ms": server.ready, "page ms": performance.now() - server.start };
}

/** Runs `npm start` of an engine in a blog's folder. `ready` is how many milliseconds it took until it said so. */
export async function serverOf(engine: Engine, blog: string) {
  const { command, args, cwd } = programOf(engine, blog, "start", "--port", "0");
  const start = performance.now();
  const child = spawn(command, args, { cwd, stdio: ["ignore", "pipe", "ignore"] });
  const ended = once(child, "exit");
  const url = await new Promise<string>((resolve, reject) => {
    createInterface(child.stdout).on("line", (line) => {
      const [, found] = /^Ready on (\S+)/.exec(line) ?? [];
      if (found !== undefined) resolve(found);
    });
    const line = `cd ${cwd} && ${command} ${args.join(" ")}`;
    child.once("exit", () => reject(new Failure(`a server ended before it was ready; to see why, run: ${line}`)));
  });
  const stop = async (): Promise<void> => {
    child.kill();
    await ended;
  };
  return { url, start, ready: performance.now() - start, [Symbol.asyncDispose]: stop };
}
