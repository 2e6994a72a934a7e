import { spawnSync } from "node:child_process";
import { cpSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { describe, expect, it } from "vitest";
import { temporaryFolder, write } from "../folder.ts";
import { project } from "../project-folder.ts";

describe("the lint rules of rooms", () => {
  const folder = temporaryFolder();

  it("let each room import what docs/architecture.md says, and nothing else", () => {
    const table = tableOfRooms(readFileSync(join(project, "docs/architecture.md"), "utf8"));
    const code = ["src", "scripts"].flatMap((top) =>
      readdirSync(join(project, top), { recursive: true, encoding: "utf8" }).map((name) => `${top}/${name}`),
    );
    // Each file directly in src/ and scripts/, and one that stands for all others of its folder.
    const files = [
      ...new Set(
        code.filter((name) => /(?<!\.d)\.ts$/.test(name)).map((name) => name.replace(/^(.+?\/.+\/).*/, "$1any.ts")),
      ),
    ];
    expect([...table.keys()].sort()).toEqual([...new Set(files.map(roomOf))].sort());

    // In scripts/, any package may be imported.
    const isPackage = (name: string): boolean => !/\.\w+$/.test(name);
    const named = [...table.values()].flat().filter((name) => !table.has(name));
    const others = [...new Set([...named, "node:fs", "test/any.ts"])];
    const imports = files.map((from) => {
      const room = roomOf(from);
      const all = [...files, ...others.filter((name) => from.startsWith("src/") || !isPackage(name))];
      return all
        .filter((to) => to !== from)
        .map((to) => {
          const isOwn = roomOf(to) === room && room !== commands;
          const isAllowed = isOwn || table.get(room)?.some((name) => name === to || name === roomOf(to)) === true;
          const way = relative(dirname(from), to).replace(/^(?!\.)/, "./");
          return { from, to, isAllowed, line: `import ${JSON.stringify(isPackage(to) ? to : way)};\n` };
        });
    });
    write(folder, Object.fromEntries(imports.map((its, i) => [files[i], its.map(({ line }) => line).join("")])));
    cpSync(join(project, "oxlint.config.ts"), join(folder, "oxlint.config.ts"));
    const oxlint = join(project, "node_modules/oxlint/bin/oxlint");
    const lint = spawnSync(process.execPath, [oxlint, "--allow", "import/no-cycle", "--format", "unix"], {
      cwd: folder,
      encoding: "utf8",
      maxBuffer: 2 ** 26,
    });
    const complaints = new Set(lint.stdout.match(/^.+:\d+(?=:\d+: .*no-restricted-imports)/gm));
    const wrong = imports.flatMap((its) =>
      its
        .filter(({ from, isAllowed }, i) => complaints.has(`${from}:${i + 1}`) === isAllowed)
        .map(({ from, to, isAllowed }) => `${from} ${isAllowed ? "may" : "must not"} import ${to}`),
    );
    expect(wrong).toEqual([]);
  });
});

describe("the folders", () => {
  it("of code have no more than twenty files each", () => {
    const folders = ["src", "scripts", "test"].flatMap((top) => [
      top,
      ...readdirSync(join(project, top), { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isDirectory() && !entry.parentPath.includes("fixtures") && entry.name !== "fixtures")
        .map((entry) => join(entry.parentPath, entry.name)),
    ]);
    const filesIn = (folder: string): number =>
      readdirSync(join(project, folder.replace(project, "")), { withFileTypes: true }).filter((entry) => entry.isFile())
        .length;
    expect(folders.length).toBeGreaterThan(30);
    expect(folders.filter((folder) => filesIn(folder) > 20)).toEqual([]);
  });
});

/** One row of the table, though no command may import another. */
const commands = "scripts/*.ts";

const roomOf = (file: string): string =>
  /^scripts\/[^/]+\.ts$/.test(file) ? commands : file.split("/").slice(0, 2).join("/");

/** What each room may import, by the table in docs/architecture.md: rooms, files and packages. */
function tableOfRooms(document: string): Map<string, readonly string[]> {
  const rows = [...document.matchAll(/^\| (`(?:src|scripts)\/.*?) \| .* \| (.*) \|$/gm)].map(
    ([, cell = "", imports = ""]) => ({
      rooms: [...cell.matchAll(/`(.+?)\/?`/g)].map(([, room = ""]) => room),
      imports: imports === "nothing" ? [] : imports.split(", "),
    }),
  );
  const all = rows.flatMap(({ rooms }) => rooms);
  const pathOf = (name: string): string =>
    [`src/${name}`, `scripts/${name}`].find((path) => all.includes(roomOf(path))) ?? name;
  const pathsOf = (text: string, [first = ""]: readonly string[]): readonly string[] => {
    if (text === "all above") return all.slice(0, all.indexOf(first));
    const last = /^all to (.+)$/.exec(text)?.[1];
    return last === undefined ? [pathOf(text)] : all.slice(0, all.indexOf(pathOf(last)) + 1);
  };
  return new Map(
    rows.flatMap(({ rooms, imports }) => {
      const paths = imports.flatMap((text) => pathsOf(text, rooms));
      return rooms.map((room) => [room, paths] as const);
    }),
  );
}
