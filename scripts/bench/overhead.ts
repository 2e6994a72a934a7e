import type { Blog } from "./blogs.ts";
import { programOf } from "./engines.ts";
import { inTurn, type Measures } from "./in-turn.ts";
import { measure } from "./measure.ts";
import { roomsFor, type Setting } from "./rooms.ts";
import { medianOf, type Row } from "./table.ts";

const runs = 5;

/** Milliseconds that commands take which should feel instant. */
export const measureCommands = (blog: Blog, setting: Setting): Promise<Row[]> =>
  inTurn(setting.rounds, async () =>
    (await roomsFor(blog, setting)).map(({ engine, room }) => {
      const times =
        (name: string, argsOf: (run: number) => readonly string[] = () => []) =>
        (): Measures => {
          const programs = Array.from({ length: runs }, (_, run) => programOf(engine, room, name, ...argsOf(run)));
          const taken = programs.map(measure);
          const median = (of: "wall" | "cpu"): number => 1000 * medianOf(taken.map((each) => each[of]));
          return { "wall ms": median("wall"), "CPU ms": median("cpu") };
        };
      measure(programOf(engine, room, "build"));
      const tasks = {
        "--help": times("build", () => ["--help"]),
        "build, nothing changed": times("build"),
        "check:content": times("check:content"),
        new: times("new", (run) => [`A walk along the river, no. ${run}`]),
      };
      return { who: engine.who, tasks };
    }),
  );
