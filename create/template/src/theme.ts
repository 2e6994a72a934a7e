import type { OwnTheme } from "fore-edge/theme";

// What this blog looks like: views of your own, and style. What is left out is the engine's:
// https://github.com/fore-edge/fore-edge/blob/main/docs/themes.md
export default {} satisfies OwnTheme;
