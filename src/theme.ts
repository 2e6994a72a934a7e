import { theme } from "./views/theme.ts";

// What this blog looks like. docs/themes.md says what can be replaced.
export default theme;
