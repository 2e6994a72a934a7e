import type { OwnTheme } from "fore-edge/theme";

// What this blog looks like. docs/themes.md says what can be replaced; the rest is the engine's.
export default {} satisfies OwnTheme;
