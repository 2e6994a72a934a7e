import type { Entry, Header } from "../../src/content/release.ts";
import { keyBytes, knownKinds, layout, magic } from "../../src/content/release-layout.ts";
import { compare } from "../base/order.ts";
import { lastMoment } from "../base/moments.ts";

/**
 * Writes a release in the binary form that `Release` reads; the same routes give the same bytes. What redirects lead to
 * stands among the paths too, without entries where no route of the site answers: a static file, or a place elsewhere.
 */
export function encodeRelease(header: Header, routes: ReadonlyMap<string, readonly Entry[]>): Uint8Array<ArrayBuffer> {
  const paths = [...new Set([...routes.keys(), ...destinationsOf(routes)])].sort(compare);
  const indexes = new Map(paths.map((path, index) => [path, index]));
  const known: readonly string[] = knownKinds;
  const own = new Set<string>();
  for (const entries of routes.values()) for (const { target } of entries) if (target) own.add(target.kind);
  const others = [...own].filter((kind) => !known.includes(kind)).sort(compare);
  const kinds = [...known, ...others];
  const json = new TextEncoder().encode(JSON.stringify(others.length === 0 ? header : { ...header, kinds: others }));
  const entryCount = paths.reduce((sum, path) => sum + (routes.get(path)?.length ?? 0), 0);
  const at = layout(json.length, paths.length, entryCount);
  const text = paths.join("");

  const bytes = new Uint8Array(at.text + text.length);
  const data = new DataView(bytes.buffer);
  const ascii = new TextEncoder();
  ascii.encodeInto(magic, bytes);
  data.setUint32(12, json.length, true);
  data.setUint32(16, paths.length, true);
  data.setUint32(20, entryCount, true);
  bytes.set(json, at.header);
  ascii.encodeInto(text, bytes.subarray(at.text));

  let pathEnd = 0;
  let entry = 0;
  for (const [index, path] of paths.entries()) {
    for (const { from, target } of routes.get(path) ?? []) {
      data.setUint32(at.froms + 4 * entry, from, true);
      data.setUint8(at.kind + entry, kinds.indexOf(target?.kind ?? "absent"));
      const key = at.keys + keyBytes * entry;
      if (target?.kind === "redirect") data.setUint32(key, indexes.get(target.to) ?? 0, true);
      else if (target && "key" in target) {
        data.setUint32(at.modified + 4 * entry, Math.min(Math.max(0, target.modified), lastMoment), true);
        bytes.set(Buffer.from(target.key, "hex"), key);
      }
      entry++;
    }
    pathEnd += path.length;
    data.setUint32(at.pathEnds + 4 * index, pathEnd, true);
    data.setUint32(at.entryEnds + 4 * index, entry, true);
  }
  return bytes;
}

function* destinationsOf(routes: ReadonlyMap<string, readonly Entry[]>): Generator<string> {
  for (const entries of routes.values())
    for (const { target } of entries) if (target?.kind === "redirect") yield target.to;
}
