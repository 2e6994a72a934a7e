import { answer } from "../base/threads.ts";
import { productMaker } from "./article-product.ts";

void answer(productMaker);
