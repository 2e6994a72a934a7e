import { closeSync, openSync, writeFileSync, writevSync } from "node:fs";

// Bytes that are written at once: to write each pair by itself would take twice as long.
const atOnce = 4_000_000;

/**
 * Writes an array of pairs, one a line, their values as JSON. Those that the `last` manifest has are copied from it, as many at once as
 * follow each other there.
 */
export function writePart(
  keys: readonly string[],
  jsonOf: (key: string) => Uint8Array,
  path: string,
  last: Uint8Array = new Uint8Array(),
): void {
  const places = pairsIn(last);
  const file = openSync(path, "wx");
  let waiting: Uint8Array[] = [];
  let length = 0;
  const write = (bytes: Uint8Array): void => {
    waiting.push(bytes);
    length += bytes.byteLength;
    if (length > atOnce) flush();
  };
  const flush = (): void => {
    writevSync(file, waiting);
    [waiting, length] = [[], 0];
  };
  let run: { readonly start: number; end: number } | undefined;
  const copyRun = (): void => {
    if (run) write(last.subarray(run.start, run.end));
    run = undefined;
  };
  for (const [index, key] of keys.entries()) {
    const place = places.get(key);
    if (run && place && place.start === run.end + between.length) {
      run.end = place.end;
      continue;
    }
    copyRun();
    write(index === 0 ? opening : between);
    if (place) run = { ...place };
    else {
      write(Buffer.from(`{"key":"${key}","value":`));
      write(jsonOf(key));
      write(end);
    }
  }
  copyRun();
  flush();
  writeFileSync(file, "\n]\n");
  closeSync(file);
}

const [opening, between, end] = [Buffer.from("[\n"), Buffer.from(",\n"), Buffer.from("}")];

/** Where each pair begins and ends, by its key. */
function pairsIn(manifest: Uint8Array): ReadonlyMap<string, { readonly start: number; readonly end: number }> {
  const bytes = Buffer.from(manifest.buffer, manifest.byteOffset, manifest.byteLength);
  const places = new Map<string, { readonly start: number; readonly end: number }>();
  const head = '{"key":"';
  for (let start = bytes.indexOf(head); start !== -1;) {
    const end = bytes.indexOf("\n", start);
    const key = bytes.toString("latin1", start + head.length, bytes.indexOf('"', start + head.length));
    places.set(key, { start, end: bytes[end - 1] === ",".charCodeAt(0) ? end - 1 : end });
    start = bytes.indexOf(head, end);
  }
  return places;
}
