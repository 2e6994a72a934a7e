import { join } from "node:path";

/** Where this project is. */
export const project = join(import.meta.dirname, "..");
