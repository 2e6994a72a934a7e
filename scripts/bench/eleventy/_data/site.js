import { readFileSync } from "node:fs";

export default {
  title: "A blog of many posts",
  url: "https://blog.example",
  style: readFileSync(new URL("../style.css", import.meta.url), "utf8"),
};
