import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { compiledProject, pack } from "../../packed.ts";
import { project } from "../../project-folder.ts";

export const { version: current } = JSON.parse(readFileSync(join(project, "package.json"), "utf8")) as {
  readonly version: string;
};
export const [next, broken] = ["900.0.0", "900.0.1"];

/** The engine of a version, from a folder beside `packs`. */
export const tarball = (version: string): string => `../packs/fore-edge-${version}.tgz`;

/** Packs the engine into `packs` below a folder, itself with a higher version, that with a view that throws, and `create-fore-edge`. */
export function packAll(folder: string): void {
  const packs = join(folder, "packs");
  mkdirSync(packs);
  const copy = compiledProject(join(folder, "copy"));
  const packAs = (version: string): void => {
    for (const file of ["package.json", "lib/package.json"]) {
      const manifest = JSON.parse(readFileSync(join(copy, file), "utf8")) as object;
      writeFileSync(join(copy, file), JSON.stringify({ ...manifest, version }));
    }
    pack(copy, "--pack-destination", packs);
  };
  pack(copy, "--pack-destination", packs);
  pack(join(copy, "create"), "--pack-destination", packs);
  writeFileSync(
    join(copy, "CHANGELOG.md"),
    `# Changes\n\n## ${next}\n\n- A higher number.\n\n## ${current}\n\n- All.\n`,
  );
  packAs(next);
  appendFileSync(join(copy, "lib/src/views/default-theme.js"), 'throw new Error("a version that cannot build");\n');
  packAs(broken);
}
