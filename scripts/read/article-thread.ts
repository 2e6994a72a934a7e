import type { ArticleSettings } from "./read-article.ts";
import { productMaker } from "./article-product.ts";
import type { Job, Product } from "./articles.ts";
import { answer } from "../base/threads.ts";

answer<ArticleSettings, readonly Job[], readonly Product[]>((settings) => {
  const make = productMaker(settings);
  return (jobs) => jobs.map(make);
});
