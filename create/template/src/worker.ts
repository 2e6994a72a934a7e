import release from "../dist/release.bin";
import { createWorker } from "fore-edge";
import theme from "./theme.ts";

export default createWorker(release, theme);
