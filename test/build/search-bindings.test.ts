import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { searchBindings } from "../../scripts/build/search-bindings.ts";
import { temporaryFolder, write } from "../folder.ts";
import { project } from "../project-folder.ts";

const folder = temporaryFolder();
let projects = 0;

const found = (files: Readonly<Record<string, string>>): string[] => {
  const root = write(join(folder, String(++projects)), files);
  return searchBindings(root).map(({ severity, file, line, column, message }) => {
    const name = file.slice(file.indexOf(`/${projects}/`) + `/${projects}/`.length);
    return `${name}:${line}:${column} ${severity} ${message}`;
  });
};

const template = (name: string): string => readFileSync(join(project, "create/template", name), "utf8");
const [first = ""] = /^run_worker_first = .*/m.exec(template("wrangler.toml")) ?? [];
const orElse = 'or write "search: false" into site.yaml';

describe("a project that search needs something of", () => {
  it("has all that it needs as it is created, and as this one is", () => {
    expect(found({ "src/worker.ts": template("src/worker.ts"), "wrangler.toml": template("wrangler.toml") })).toEqual(
      [],
    );
    expect(searchBindings(project)).toEqual([]);
  });

  it("may have neither file, as a folder of content alone", () => {
    expect(found({})).toEqual([]);
  });

  it.each(["createWorker(release, theme)", "createBlog(release)"])("is told about the stemmers: %s", (made) => {
    const cure = 'add import stemmers from "../dist/stemmers.mjs", and give that to createWorker or createBlog';
    expect(found({ "src/worker.ts": `import release from "../dist/release.bin";\nexport default ${made};\n` })).toEqual(
      [
        `src/worker.ts:2:16 warning search would find words only as they are written; ${cure} as the third argument, ${orElse}`,
      ],
    );
  });

  it.each([
    ["", ["binding", "first"]],
    ['binding = "ASSETS"\n', ["first"]],
    ['run_worker_first = ["/api/*", "/_search/*"]\n', ["binding", "first"]],
    [`${first.replace("[", '["/api/*", ')}\n`, ["binding"]],
    ['binding = "FILES"\nrun_worker_first = true\n', ["binding"]],
    ['# binding = "ASSETS"\nrun_worker_first = ["/api/*"]\n', ["binding", "first"]],
    ['binding = "ASSETS"\nrun_worker_first = ["/*"]\n', []],
  ])("is told about the binding and about what hides the index: %j", (lines, missing) => {
    const text = `name = "blog"\n\n[assets]\ndirectory = "dist/assets"\n${lines}\n[[kv_namespaces]]\nbinding = "BLOBS"\n`;
    const needed = { binding: 'binding = "ASSETS"', first };
    const why = "search reads its index through a binding, and nobody else is to read it";
    const all = missing.map((name) => needed[name as keyof typeof needed]).join(" and the line ");
    expect(found({ "wrangler.toml": text })).toEqual(
      missing.length === 0 ? [] : [`wrangler.toml:3:1 warning ${why}; add to [assets] the line ${all}, ${orElse}`],
    );
  });
});
