import { fileURLToPath } from "node:url";
import { digestOf } from "../base/digest.ts";
import { stemmerModules } from "../search-index/stemmers.ts";
import type { Cache } from "../store/cache.ts";

/** The module that a worker imports as `dist/stemmers.mjs`: the stemmers of those languages that have one, by language. */
export async function stemmersModule(languages: readonly string[], cache: Cache): Promise<string> {
  const known = languages.filter((language) => Object.hasOwn(stemmerModules, language));
  const key = digestOf(JSON.stringify(["stemmers", known]));
  const kept = cache.text(key);
  if (kept !== undefined) return kept;
  const text = await bundleOf(known);
  cache.addText(key, text);
  return text;
}

async function bundleOf(languages: readonly string[]): Promise<string> {
  // Its process takes longer to start than most builds need for the rest.
  const { bundled } = await import("./bundle.ts");
  const imports = languages.map((language, index) => {
    const file = fileURLToPath(import.meta.resolve(stemmerModules[language] ?? ""));
    return `import { stemmer as s${index} } from ${JSON.stringify(file)};\n`;
  });
  const all = languages.map((language, index) => `${language}: s${index}`).join(", ");
  const contents = `${imports.join("")}export default { ${all} };\n`;
  const { code } = await bundled({ stdin: { contents, resolveDir: process.cwd() }, minify: true, sourcemap: false });
  return code;
}
