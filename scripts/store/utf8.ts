import { transcode } from "node:buffer";
import { digestOf } from "../base/digest.ts";

/** A text in UTF-8, and its digest. */
export interface Stored {
  readonly digest: string;
  readonly bytes: Uint8Array;
}

// In bytes. Feeds are the longest texts that are common.
const scratch = Buffer.allocUnsafeSlow(1 << 20);

/**
 * A text in UTF-8, in bytes that belong to nothing else. Where it has other than Latin letters, as most texts have for their quotation marks, V8
 * writes one character after the other; to copy it and to have simdutf convert that takes a third of the time.
 */
export function utf8Of(text: string): Uint8Array {
  const isShort = 2 * text.length <= scratch.length;
  const source = isShort ? scratch.subarray(0, scratch.write(text, "utf16le")) : Buffer.from(text, "utf16le");
  try {
    return transcode(source, "utf16le", "utf8");
  } catch {
    return new TextEncoder().encode(text); // it has half of a surrogate pair, which becomes U+FFFD
  }
}

/** Encoded once, for its digest, for its way out of a thread, and for the cache. Not a slice of a larger buffer, all of which would be sent. */
export function stored(characters: string): Stored {
  const bytes = utf8Of(characters);
  return { digest: digestOf(bytes), bytes };
}
