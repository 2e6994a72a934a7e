import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { compress, decompress } from "wawoff2";
import { command, run } from "../base/command.ts";
import { say } from "../base/terminal.ts";

const { out } = command(
  "fonts",
  "Cuts the typeface of titles, a file for each script, out of Literata's variable fonts.",
  ["run fonts"],
)
  .option("--out <folder>", "where the files go", "src/views/fonts")
  .parse()
  .opts<{ out: string }>();

/** Letters drawn for the size of titles (in points), and their weight. */
const axes = { opsz: 36, wght: 400 };

/** What titles need of each of Literata's files, as first and last code points. Latin has the signs that every language sets. */
const scripts = {
  latin: [
    0x20, 0x7e, 0xa0, 0xff, 0x131, 0x131, 0x152, 0x153, 0x2010, 0x2027, 0x202f, 0x203a, 0x2044, 0x2044, 0x20ac, 0x20ac,
    0x2122, 0x2122, 0x2190, 0x2193, 0x2212, 0x2212,
  ],
  "latin-ext": [0x100, 0x24f, 0x259, 0x259, 0x2b0, 0x2dd, 0x1e00, 0x1eff],
  vietnamese: [0x1a0, 0x1b0, 0x300, 0x323, 0x1ea0, 0x1ef9],
  greek: [0x370, 0x3ff],
  cyrillic: [0x400, 0x52f, 0x2116, 0x2116],
};
const features = ["kern", "liga", "calt", "ccmp", "locl", "mark", "mkmk", "rvrn"];
/** For vertical lines, and for axes that no longer exist. */
const dropped = ["vhea", "vmtx", "VVAR", "STAT"];

// HarfBuzz's own C interface, since its JavaScript one doesn't cut: https://harfbuzz.github.io/harfbuzz-hb-subset.html
const sets = { droppedTables: 3, features: 6 };
const withoutHints = 1;
const readOnly = 1;

interface HarfBuzz {
  readonly memory: WebAssembly.Memory;
  readonly [name: string]: unknown;
}

const { resolve } = createRequire(import.meta.url);

void run(async () => {
  const module = await WebAssembly.compile(readFileSync(resolve("harfbuzzjs/dist/harfbuzz-subset.wasm")));
  mkdirSync(out, { recursive: true });
  for (const [name, ranges] of Object.entries(scripts)) {
    const whole = await decompress(
      readFileSync(resolve(`@fontsource-variable/literata/files/literata-${name}-opsz-normal.woff2`)),
    );
    const cut = await compress(await subset(module, whole, ranges));
    writeFileSync(join(out, `${name}.woff2`), cut);
    say(`${name}: ${cut.length} bytes`);
  }
  copyFileSync(resolve("@fontsource-variable/literata/LICENSE"), join(out, "OFL.txt"));
});

/** A font without axes, and with no more than the code points of `ranges`. What this takes of memory goes with the instance. */
async function subset(module: WebAssembly.Module, font: Uint8Array, ranges: readonly number[]): Promise<Uint8Array> {
  const hb = (await WebAssembly.instantiate(module)).exports as unknown as HarfBuzz;
  const call = (name: string, ...values: readonly number[]): number =>
    (hb[name] as (...values: readonly number[]) => number)(...values);
  call("_initialize");
  const at = call("malloc", font.length);
  new Uint8Array(hb.memory.buffer).set(font, at);
  const face = call("hb_face_create", call("hb_blob_create", at, font.length, readOnly, 0, 0), 0);

  const input = call("hb_subset_input_create_or_fail");
  call("hb_subset_input_set_flags", input, withoutHints);
  const codePoints = call("hb_subset_input_unicode_set", input);
  for (let index = 0; index < ranges.length; index += 2)
    for (let code = ranges[index] ?? 0; code <= (ranges[index + 1] ?? 0); code++) call("hb_set_add", codePoints, code);
  const kept = call("hb_subset_input_set", input, sets.features);
  call("hb_set_clear", kept);
  for (const feature of features) call("hb_set_add", kept, tag(feature));
  const tables = call("hb_subset_input_set", input, sets.droppedTables);
  for (const table of dropped) call("hb_set_add", tables, tag(table));
  for (const [axis, value] of Object.entries(axes))
    call("hb_subset_input_pin_axis_location", input, face, tag(axis), value);

  const blob = call("hb_face_reference_blob", call("hb_subset_or_fail", face, input));
  const [start, length] = [call("hb_blob_get_data", blob, 0), call("hb_blob_get_length", blob)];
  return new Uint8Array(hb.memory.buffer).slice(start, start + length);
}

/** Four letters as OpenType has them: one number. */
function tag(letters: string): number {
  return Buffer.from(letters, "latin1").readUInt32BE();
}
