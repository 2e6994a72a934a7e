import type { Entry, Header } from "../../src/content/release.ts";
import { keyBytes, knownKinds, layout, magic } from "../../src/content/release-layout.ts";
import { compare } from "../base/order.ts";
import { lastMoment } from "../base/moments.ts";

/**
 * Writes a release in the binary form that `Release` reads; the same routes give the same bytes. The targets of
 * redirects are among the paths too, without entries where no route of the site answers: a static file, or another site.
 */
export function encodeRelease(header: Header, routes: ReadonlyMap<string, readonly Entry[]>): Uint8Array<ArrayBuffer> {
  const entries = [...routes.values()].flat();
  const targets = entries.flatMap(({ target }) => target ?? []);
  const destinations = targets.flatMap((target) => (target.kind === "redirect" ? target.to : []));
  const paths = [...new Set([...routes.keys(), ...destinations])].sort(compare);
  const indexes = new Map(paths.map((path, index) => [path, index]));
  const others = [...new Set<string>(targets.map(({ kind }) => kind)).difference(new Set(knownKinds))].sort(compare);
  const kinds: readonly string[] = [...knownKinds, ...others];
  const json = Buffer.from(JSON.stringify(others.length === 0 ? header : { ...header, kinds: others }));
  const at = layout(json.length, paths.length, entries.length);
  const text = paths.join("");

  const bytes = new Uint8Array(at.text + text.length);
  const data = new DataView(bytes.buffer);
  const buffer = Buffer.from(bytes.buffer);
  bytes.set(Buffer.from(magic));
  data.setUint32(12, json.length, true);
  data.setUint32(16, paths.length, true);
  data.setUint32(20, entries.length, true);
  bytes.set(json, at.header);
  bytes.set(Buffer.from(text), at.text);

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
        buffer.write(target.key, key, "hex");
      }
      entry++;
    }
    pathEnd += path.length;
    data.setUint32(at.pathEnds + 4 * index, pathEnd, true);
    data.setUint32(at.entryEnds + 4 * index, entry, true);
  }
  return bytes;
}
