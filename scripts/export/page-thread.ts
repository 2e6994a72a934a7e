import { answer } from "../base/threads.ts";
import { pageWriter } from "./write-pages.ts";

await answer(pageWriter);
