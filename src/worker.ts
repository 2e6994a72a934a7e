import release from "../dist/release.bin"; // npm run build makes it, and the stemmers
import stemmers from "../dist/stemmers.mjs";
import { createWorker } from "./index.ts";
import theme from "./theme.ts";

export default createWorker(release, theme, stemmers);
