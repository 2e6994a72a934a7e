import { parentPort } from "node:worker_threads";
import { feedHtml } from "../../feeds/feed-html.ts";
import { productMaker } from "../../read/article-product.ts";
import type { Note } from "../../read/articles.ts";
import { articleSettings } from "../../read/article-settings.ts";
import { readTexts } from "../../read/article-texts.ts";
import { defaultSettings } from "../../read/settings.ts";
import { Text } from "../../store/text.ts";

/** What came of compiling an article and writing it for feeds: how long it took, and the first error that names its place. */
export interface Took {
  readonly ms: number;
  readonly error?: string;
}

const make = productMaker({ settings: articleSettings(defaultSettings.site), searched: true });

parentPort?.on("message", (source: string) => {
  const start = process.threadCpuUsage(); // of this thread alone, whatever else the machine does
  const {
    note,
    texts: [text],
  } = make({ file: "posts/a.md", source });
  // All links lead to one place, which is as long as most.
  if (text !== undefined && text.bytes.length > 0)
    feedHtml(Text.leaf(readTexts(String(Buffer.from(text.bytes))).html.join("/a")), "https://blog.example/", "en");
  const { user, system } = process.threadCpuUsage(start);
  const ms = (user + system) / 1000;
  const { problems } = JSON.parse(note) as Pick<Note, "problems">;
  const error = problems.find(({ severity }) => severity === "error");
  parentPort?.postMessage({ ms, ...(error ? { error: `${error.line}: ${error.message}` } : {}) }, []);
});
parentPort?.postMessage("ready", []);
