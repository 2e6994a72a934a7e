import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { answer } from "../../base/threads.ts";
import { KeptFiles } from "../../store/kept-files.ts";
import { type Design, drawn, type Job, type Settings } from "../cards.ts";
import { drawCard } from "./design.ts";

await answer(({ cache, out, stop }: Settings) => {
  const kept = new KeptFiles(cache, "cards");
  const draw = async (design: Design, file: string): Promise<string> => {
    writeFileSync(file, await drawCard(design));
    return drawn;
  };
  return async ({ design, key, path }: Job) => {
    if (Atomics.load(stop, 0) !== 0) return;
    await kept.put(
      key,
      (pathOf) => draw(design, pathOf("png")),
      () => join(out, path),
    );
  };
});
