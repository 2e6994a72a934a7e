import { spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { temporaryFolder, write } from "../folder.ts";
import { project } from "../project-folder.ts";

const node = join(project, "node_modules/node/bin", process.platform === "win32" ? "node.exe" : "node");
const files = [
  "bin/fore-edge.js",
  "bin/program.js",
  "scripts/base/digest.ts",
  "scripts/base/program/common.ts",
  "scripts/base/program/make-program.ts",
  "scripts/base/files-below.ts",
];

export const command = `import { Worker } from "node:worker_threads";
  import { greeting } from "./greeting.ts";
  const program = import.meta.program;
  const wanted: string = process.argv[2] ?? "";
  if (wanted === "bug") {
    try {
      throw new TypeError("a bug");
    } catch (error) {
      console.log(program?.inSources((error as Error).stack ?? ""));
    }
  } else if (wanted === "thread") {
    const url = new URL("./read/count-thread.ts", import.meta.url);
    const options = { workerData: 41 };
    const worker = program?.thread(url, options) ?? new Worker(url, options);
    worker.on("message", (answer) => console.log(answer));
  } else console.log(program === undefined ? "modules" : "program", greeting, import.meta.url.endsWith("/scripts/build.ts"));
  program?.keep();
`;
const thread = `import { parentPort, workerData } from "node:worker_threads";
  parentPort?.postMessage([workerData + 1, import.meta.program !== undefined, import.meta.dirname.endsWith("read")]);
`;

/** An engine whose commands do next to nothing. */
export function engine(folder = temporaryFolder()) {
  write(folder, {
    ...Object.fromEntries(files.map((file) => [file, readFileSync(join(project, file))])),
    "package.json": '{ "type": "module", "version": "1.0.0" }',
    "scripts/build.ts": command,
    "scripts/greeting.ts": 'export const greeting = "hello";\n',
    "scripts/read/count-thread.ts": thread,
    ...Object.fromEntries(
      ["check-content", "deploy", "export", "start"].map((name) => [`scripts/${name}.ts`, "export {};\n"]),
    ),
  });
  mkdirSync(join(folder, "node_modules"));
  for (const name of ["esbuild", "@esbuild"])
    symlinkSync(join(project, "node_modules", name), join(folder, "node_modules", name));
  return folder;
}

export function build(folder: string, ...args: readonly string[]): string {
  const { stdout, stderr } = spawnSync(node, [join(folder, "bin/fore-edge.js"), "build", ...args], {
    encoding: "utf8",
  });
  return stdout + stderr;
}

export const cacheOf = (folder: string): string => join(folder, "node_modules/.cache/fore-edge-code");
export const programsOf = (folder: string): string[] =>
  readdirSync(cacheOf(folder), { withFileTypes: true })
    .filter((each) => each.isDirectory() && each.name.startsWith("program-"))
    .map(({ name }) => join(cacheOf(folder), name));

export function programOf(folder: string): string {
  const [program = ""] = programsOf(folder);
  return program;
}
