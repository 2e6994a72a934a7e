import release from "../dist/release.bin";
import { createWorker } from "./index.ts";
import theme from "./theme.ts";

export default createWorker(release, theme);
