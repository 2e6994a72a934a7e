import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { answer } from "../../base/threads.ts";
import { KeptFiles } from "../../store/kept-files.ts";
import { type Design, drawn, type Folders, type Job } from "../cards.ts";
import { drawCard } from "./design.ts";

await answer(({ cache, out }: Folders) => {
  const kept = new KeptFiles(cache, "cards");
  const draw = async (design: Design, file: string): Promise<string> => {
    writeFileSync(file, await drawCard(design));
    return drawn;
  };
  return ({ design, key, path }: Job) =>
    kept.put(
      key,
      (pathOf) => draw(design, pathOf("png")),
      () => join(out, path),
    );
});
