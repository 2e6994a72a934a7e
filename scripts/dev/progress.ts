const pace = 5; // in seconds

/**
 * Reports a slow step while it runs: on a terminal in one line with the elapsed seconds, elsewhere in an occasional plain
 * line. Returns a function that ends it.
 */
export function showProgress(what: string, stream: NodeJS.WriteStream): () => void {
  const start = performance.now();
  const seconds = (): number => Math.round((performance.now() - start) / 1000);
  stream.write(stream.isTTY ? what : `${what}\n`);
  const timer = setInterval(
    () => stream.write(stream.isTTY ? `\r${what}, ${seconds()} s` : `${what}, ${seconds()} s so far\n`),
    stream.isTTY ? 1000 : pace * 1000,
  );
  let isOver = false;
  return () => {
    if (isOver) return;
    isOver = true;
    clearInterval(timer);
    if (stream.isTTY) stream.write("\n");
  };
}
