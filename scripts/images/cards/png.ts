import { constants, crc32, deflateSync } from "node:zlib";

/** A picture whose pixels are places in a palette. */
interface Picture {
  readonly width: number;
  readonly height: number;
  readonly pixels: Uint8Array;
  /** Red, green and blue after each other. */
  readonly palette: Uint8Array;
}

const up = 2; // the filter that stores the difference from the row above (PNG, 9.2)

// Kept from picture to picture: it is large, and would take longer to come and go than to be filled.
let rows = new Uint8Array();

/**
 * Writes a picture as PNG, very fast for one that is mostly blank, and to the same bytes everywhere: runs are all that the
 * compression looks for. Other repetitions zlib finds through a table whose form depends on the processor.
 */
export function encodePng({ width, height, pixels, palette }: Picture): Buffer {
  const size = (width + 1) * height;
  rows = rows.length === size ? rows.fill(0) : new Uint8Array(size);
  rows.set(pixels.subarray(0, width), 1); // the first as it is
  for (let y = 1; y < height; y++) {
    const place = y * (width + 1);
    rows[place] = up;
    const row = pixels.subarray(y * width, (y + 1) * width);
    const above = pixels.subarray((y - 1) * width, y * width);
    if (Buffer.compare(row, above) === 0) continue; // as most are
    for (let x = 0; x < width; x++) rows[place + 1 + x] = (row[x] ?? 0) - (above[x] ?? 0);
  }
  const header = Buffer.from([0, 0, 0, 0, 0, 0, 0, 0, 8, 3, 0, 0, 0]); // eight bits for a place in the palette
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  return Buffer.concat([
    Buffer.from("\u0089PNG\r\n\u001A\n", "latin1"),
    chunk("IHDR", header),
    chunk("PLTE", palette),
    chunk("IDAT", deflateSync(rows, { strategy: constants.Z_RLE })),
    chunk("IEND", new Uint8Array()),
  ]);
}

function chunk(type: string, data: Uint8Array): Buffer {
  const named = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const written = Buffer.alloc(named.length + 8);
  written.writeUInt32BE(data.length, 0);
  written.set(named, 4);
  written.writeUInt32BE(crc32(named), named.length + 4);
  return written;
}
