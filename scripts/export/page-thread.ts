import { answer } from "../base/threads.ts";
import { pageWriter } from "./write-pages.ts";

void answer(pageWriter);
