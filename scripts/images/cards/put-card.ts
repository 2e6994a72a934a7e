import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { KeptFiles } from "../../store/kept-files.ts";
import type { Job } from "../plan-cards.ts";
import { drawCard } from "./design.ts";

/** Puts a card where it is wanted. It is drawn once, however many ask for it meanwhile. */
export const putCard = (kept: KeptFiles, out: string, { design, key, path }: Job) =>
  kept.put(
    key,
    async (pathOf) => {
      writeFileSync(pathOf("png"), await drawCard(design));
      return true;
    },
    () => join(out, path),
  );
