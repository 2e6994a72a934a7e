import { answer } from "../../base/threads.ts";
import { KeptFiles } from "../../store/kept-files.ts";
import type { Job, Settings } from "../plan-cards.ts";
import { putCard } from "./put-card.ts";

void answer(({ cache, out, stop }: Settings) => {
  const kept = new KeptFiles(cache, "cards");
  return async (job: Job) => {
    if (Atomics.load(stop, 0) === 0) await putCard(kept, out, job);
  };
});
