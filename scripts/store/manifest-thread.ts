import { join } from "node:path";
import { answer } from "../base/threads.ts";
import { jsonReader } from "./cache.ts";
import { KeptFiles } from "./kept-files.ts";
import { writePart } from "./manifest-part.ts";
import type { AboutPart, Part, PartSettings } from "./manifest.ts";

await answer(({ cache, database, folder, code }: PartSettings) => {
  const kept = new KeptFiles(cache, "manifest");
  const jsonOf = jsonReader(database);
  return async ({ key, name, keys }: Part): Promise<void> => {
    const write = (pathOf: (name: string) => string): AboutPart => {
      writePart(keys, jsonOf, pathOf("json"));
      return { code };
    };
    await kept.put(key, write, () => join(folder, name));
  };
});
