import { theme } from "fore-edge/theme";

// What the blog looks like: content/style.css is added to it, and each view can be replaced by one of your own.
export default theme;
