import { answer } from "../base/threads.ts";
import { type Page, type PageSettings, pageWriter } from "./write-pages.ts";

answer<PageSettings, readonly Page[], void>((settings) => {
  const write = pageWriter(settings);
  return (pages) => pages.forEach(write);
});
