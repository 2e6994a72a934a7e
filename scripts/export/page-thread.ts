import { answer } from "../compile/threads.ts";
import { type Page, pageWriter, type WriterSettings } from "./page-writer.ts";

answer<WriterSettings, readonly Page[], undefined>((settings) => {
  const write = pageWriter(settings);
  return (pages) => {
    write(pages);
    return { result: undefined, transfer: [] };
  };
});
