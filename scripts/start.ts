import { command, hasColours, momentOption, portNumber, present, run } from "./command.ts";
import { formatProblems } from "./compile/problems.ts";
import { startServer } from "./dev/server.ts";

interface Options {
  readonly content: string;
  readonly port: number;
  readonly drafts: boolean;
  readonly at?: number;
}

const { content, port, drafts, at } = command("start", "Serves the blog on this machine.", [
  "start",
  "start -- --content ../notes --port 4000",
  "start -- --drafts --at 2027-01-01T09:00:00Z",
])
  .option("--content <folder>", "where posts/, pages/ and site.yaml are", "content")
  .option("--port <number>", "port on localhost", portNumber, 8787)
  .option("--drafts", "show drafts, marked as such", false)
  .option("--at <time>", "the site as of that moment", momentOption)
  .parse()
  .opts<Options>();

await run(async () => {
  const site = { root: content, drafts, now: at ?? present(), ...(at === undefined ? {} : { until: at }) };
  const server = await startServer(site, port);
  process.stderr.write(formatProblems(server.warnings, hasColours(process.stderr)));
  console.log(`Ready on ${server.url}`);
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => void server.stop());
});
