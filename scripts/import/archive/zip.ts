import { inflateRawSync } from "node:zlib";
import { Failure } from "../../base/failure.ts";

/** A file in an archive. */
export interface ZipEntry {
  /** Path in the archive, with `/`. */
  readonly path: string;
  readonly read: () => Buffer;
}

// https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT, §4.3: local files, the directory, and its end.
const endMark = 0x06_05_4b_50;
const entryMark = 0x02_01_4b_50;
const endLength = 22;

export const isZip = (bytes: Buffer): boolean =>
  bytes.length >= endLength && [0x04_03_4b_50, endMark].includes(bytes.readUInt32LE(0));

/**
 * The files of a ZIP archive, stored or deflated. Packages that unpack read a name as Latin-1 unless the archive says that it is UTF-8, which those that
 * macOS makes don't. Throws `Failure`, naming `file`, for one that is damaged or of another form.
 */
export function zipEntries(bytes: Buffer, file: string): ZipEntry[] {
  const end = bytes.lastIndexOf(Buffer.from([0x50, 0x4b, 5, 6]));
  if (end === -1 || end + endLength > bytes.length || bytes.readUInt32LE(end) !== endMark)
    throw new Failure(`${file} is not a whole ZIP archive; download it again`);
  const count = bytes.readUInt16LE(end + 10);
  let at = bytes.readUInt32LE(end + 16);
  if (count === 0xff_ff || at === 0xff_ff_ff_ff)
    throw new Failure(`${file} is a ZIP64 archive, which is not read here; unpack it and name the folder`);
  const entries: ZipEntry[] = [];
  try {
    for (let index = 0; index < count; index++) {
      if (bytes.readUInt32LE(at) !== entryMark) throw new RangeError("no entry");
      const [method, packed, size] = [
        bytes.readUInt16LE(at + 10),
        bytes.readUInt32LE(at + 20),
        bytes.readUInt32LE(at + 24),
      ];
      const [name, extra, comment] = [
        bytes.readUInt16LE(at + 28),
        bytes.readUInt16LE(at + 30),
        bytes.readUInt16LE(at + 32),
      ];
      const local = bytes.readUInt32LE(at + 42);
      const path = bytes.toString("utf8", at + 46, at + 46 + name).replaceAll("\\", "/");
      const start = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
      const data = bytes.subarray(start, start + packed);
      if (!path.endsWith("/")) entries.push({ path, read: () => unpacked(data, method, size, `${file}: ${path}`) });
      at += 46 + name + extra + comment;
    }
  } catch (error) {
    if (error instanceof RangeError) throw new Failure(`${file} is not a whole ZIP archive; download it again`);
    throw error;
  }
  return entries;
}

function unpacked(data: Buffer, method: number, size: number, name: string): Buffer {
  if (method === 0) return data;
  if (method !== 8)
    throw new Failure(`${name} is packed by method ${method}, expected 0 or 8; unpack the archive and name the folder`);
  try {
    // No more than the archive says, whatever the data would become.
    return inflateRawSync(data, { maxOutputLength: Math.max(size, 1) });
  } catch {
    throw new Failure(`${name} is damaged; download the archive again`);
  }
}
