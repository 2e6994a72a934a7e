import { readdirSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { filesIn } from "../base/files-below.ts";
import { type Blog, writeBlog } from "./blogs.ts";
import { programOf } from "./engines.ts";
import { inTurn, type Measures } from "./in-turn.ts";
import { measure } from "./measure.ts";
import { roomsFor, type Setting } from "./rooms.ts";
import type { Row } from "./table.ts";

/**
 * What CI could keep between runs: for each part of `.cache` how large it is, how long it takes to unpack it, and how long the build of a
 * new clone takes that has all but this part.
 */
export const measureCache = (blog: Blog, setting: Setting): Promise<Row[]> =>
  inTurn(setting.rounds, async () =>
    (await roomsFor(blog, setting)).map(({ engine, room, content }) => {
      const build = programOf(engine, room, "build");
      const cache = join(room, ".cache");
      const without =
        (...parts: readonly string[]) =>
        async (): Promise<Measures> => {
          const archive = join(room, "archive.tar.zst");
          const files = parts.flatMap((part) => filesIn(join(cache, part)).map((file) => join(cache, part, file)));
          const forget = (): void => parts.forEach((part) => rmSync(join(cache, part), { recursive: true }));
          // As GitHub's actions/cache does it.
          const tar = (...args: readonly string[]) =>
            measure({
              command: "tar",
              args: ["--posix", "--use-compress-program", "zstd -T0", "--file", archive, ...args],
              cwd: cache,
            });
          tar("--create", ...(parts.length === 0 ? ["--files-from", "/dev/null"] : parts));
          forget();
          rmSync(join(room, "dist"), { recursive: true, force: true });
          await writeBlog(blog, content, setting.work);
          const taken = measure(build);
          forget();
          const restored = tar("--extract");
          return {
            files: files.length,
            MB: files.reduce((sum, file) => sum + statSync(file).size, 0) / 1e6,
            "packed MB": statSync(archive).size / 1e6,
            "unpacking s": restored.wall,
            "build without s": taken.wall,
            "CPU without s": taken.cpu,
          };
        };
      measure(build);
      const parts = readdirSync(cache);
      const each = Object.fromEntries(parts.map((part) => [part, without(part)]));
      return { who: engine.who, tasks: { nothing: without(), ...each, "all of .cache": without(...parts) } };
    }),
  );
