import { join } from "node:path";
import { textIfThere } from "../base/own-file.ts";
import { type Problem, shownPath } from "../base/problems.ts";
import { placeOfText } from "./source-places.ts";

const orElse = 'or write "search: false" into site.yaml';

/** All spellings of paths below /_search/: see src/http/private-path.ts. */
const hiding = ["/_search/*", "/_*%*", "/%5F*", "/%5f*", "/%2F*", "/%2f*", "//*"];

/** What a project that is older than search lacks for it, with the lines that it needs. */
export function searchBindings(folder = "."): Problem[] {
  const [worker, config] = [join(folder, "src/worker.ts"), join(folder, "wrangler.toml")];
  return [
    ...problemsOfWorker(worker, textIfThere(worker) ?? ""),
    ...problemsOfConfig(config, textIfThere(config) ?? ""),
  ];
}

function problemsOfWorker(file: string, text: string): Problem[] {
  const made = /\bcreate(?:Worker|Blog)\(/;
  if (!made.test(text) || /\bstemmers\b/.test(text)) return [];
  const cure =
    'add import stemmers from "../dist/stemmers.mjs", and give that to createWorker or createBlog as the third argument';
  return [warning(file, made, `search would find words only as they are written; ${cure}, ${orElse}`)];
}

function problemsOfConfig(file: string, text: string): Problem[] {
  const assets = /^[ \t]*\[assets\]/m;
  if (!assets.test(text)) return [];
  const isBound = /^[ \t]*binding[ \t]*=[ \t]*["']ASSETS["']/m.test(text);
  const [, first = ""] = /^[ \t]*run_worker_first[ \t]*=[ \t]*(true\b|\[[^\]]*\])/m.exec(text) ?? [];
  const isHidden =
    first === "true" || first.includes('"/*"') || hiding.every((path) => first.includes(JSON.stringify(path)));
  const lines = [
    ...(isBound ? [] : ['binding = "ASSETS"']),
    ...(isHidden ? [] : [`run_worker_first = [${hiding.map((path) => JSON.stringify(path)).join(", ")}]`]),
  ];
  if (lines.length === 0) return [];
  const why = "search reads its index through a binding, and nobody else is to read it";
  return [warning(file, assets, `${why}; add to [assets] the line ${lines.join(" and the line ")}, ${orElse}`)];
}

function warning(file: string, where: RegExp, message: string): Problem {
  const place = placeOfText([where], [file]) ?? { file: shownPath(file), line: 1, column: 1 };
  return { severity: "warning", ...place, message };
}
