import { answer } from "../compile/threads.ts";
import { type Page, type PageFile, pageRenderer, type RenderSettings } from "./pages.ts";

answer<RenderSettings, readonly Page[], readonly PageFile[]>((settings) => {
  const render = pageRenderer(settings);
  return (pages) => {
    const files = pages.map(render);
    return { result: files, transfer: files.map(({ bytes }) => bytes.buffer) };
  };
});
