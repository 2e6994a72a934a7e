import { resolve } from "node:path";
import { printable } from "./base/printable.ts";
import { command, currentMoment, hostNames, momentOption, portNumber, run } from "./base/command.ts";
import { readFolder } from "./read/folder.ts";
import { isError } from "./base/problems.ts";
import { plural, withOthers } from "./base/order.ts";
import { note, printProblems, say, showProgress } from "./base/terminal.ts";
import { hostOf, type Hosts } from "./dev/hosts.ts";
import type { Build } from "./dev/rebuilder.ts";

const { content, port, host, drafts, at } = command(
  "start",
  "Serves the blog on this machine and shows every change in the open browser.",
  [
    "start",
    "start -- --content ../notes --port 4000",
    "start -- --drafts --at 2027-01-01T09:00:00Z",
    "start -- --host 192.168.1.5",
  ],
)
  .option("--content <folder>", "where posts/, pages/ and site.yaml are", "content")
  .option("--port <number>", "port on localhost; the next free one when it is in use", portNumber, 8787)
  .option("--host <name>", "a name or address by which others reach it; can be given again", hostNames, [])
  .option("--drafts", "show drafts, marked as such", false)
  .option("--at <time>", "the site as of that moment", momentOption)
  .parse()
  .opts<{ content: string; port: number; host: readonly string[]; drafts: boolean; at?: number }>();

const opened = new AsyncDisposableStack();
let ending: Promise<void> | undefined;
const end = (): void => void (ending ??= opened.disposeAsync().finally(() => process.exit(0)));
// The same signal can come twice, from the terminal and from whatever started us.
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, end);

// npm passes a signal on to the shell between it and us, and that shell may end without telling us.
const parent = process.ppid;
if (process.env["npm_lifecycle_event"] !== undefined) setInterval(() => process.ppid === parent || end(), 250).unref();

void run(async () => {
  const { articles } = readFolder(resolve(content));
  const what = `Compiling ${plural(articles.length, "article")} of ${printable(content)}`;
  const line = (seconds: number): string => (seconds === 0 ? what : `${what}, ${seconds} s`);
  const done = showProgress(line, process.stdout);
  const moment = at === undefined ? { clock: currentMoment } : { clock: () => at, until: at };
  const { startServer } = await import("./dev/server.ts");
  const onBuild = (build: Build): void => {
    done();
    tell(build);
  };
  const options = { root: content, drafts, port, hosts: host, onBuild, ...moment };
  const server = opened.use(await startServer(options).finally(done));
  if (port !== 0 && server.port !== port) say(`Port ${port} is in use; using ${server.port}`);
  say(`Ready on ${server.url}`);
  warnOfOthers(server.hosts, server.port);
});

/** Warns who else can read along, and how. */
function warnOfOthers({ reached, elsewhere }: Hosts, port: number): void {
  const reading = "others can read what is not published yet";
  const urls = reached.map((name) => `http://${hostOf(name)}:${port}`);
  if (urls.length > 0) note(`warning ${reading}, on ${urls.join(" and ")}`);
  for (const name of elsewhere)
    note(
      `warning ${reading} where something such as a tunnel leads from ${name} to port ${port}; ` +
        `the name itself leads to no address of this machine that other devices reach, which --host 0.0.0.0 opens`,
    );
}

/** One line for each build, and its problems. */
function tell({ files, milliseconds, problems, snapshot }: Build): void {
  printProblems(process.stderr, problems);
  const what = withOthers(files.length === 0 ? ["all"] : files.map(printable), "file");
  if (snapshot) say(`Compiled ${what} in ${Math.round(milliseconds)} ms`);
  else say(`Waiting for ${plural(problems.filter(isError).length, "correction")}`);
}
