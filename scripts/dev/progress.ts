const pace = 5; // in seconds

/**
 * Says what takes long while it does: on a terminal in one line with the seconds so far, elsewhere in a plain line now and
 * then. Gives what ends it.
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
