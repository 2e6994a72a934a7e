import { Failure } from "../base/failure.ts";
import { answer } from "../base/threads.ts";
import { jsonReader } from "./database.ts";
import { KeptFiles } from "./kept-files.ts";
import { type Part, type PartSettings, putPart } from "./manifest-part.ts";

void answer((settings: PartSettings) => {
  const kept = new KeptFiles(settings.cache.folder, "manifest");
  const jsonOf = jsonReader(settings.cache);
  /** Gives why it failed, if that is to be expected: a thread can't throw it to another as what it is. */
  return async (part: Part): Promise<string | undefined> => {
    try {
      await putPart(part, kept, jsonOf, settings);
      return undefined;
    } catch (error) {
      if (error instanceof Failure) return error.message;
      throw error;
    }
  };
});
