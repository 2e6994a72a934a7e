import release from "../dist/release.bin"; // npm run build makes it
import stemmers from "../dist/stemmers.mjs"; // and this
import { createWorker } from "fore-edge";
import theme from "./theme.ts";

export default createWorker(release, theme, stemmers);
