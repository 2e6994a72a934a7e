import { megabytes } from "../base/order.ts";
import { showProgress } from "../base/terminal.ts";
import type { Advance } from "./upload.ts";

/** Shows how an upload of so many keys and bytes goes. */
export function showUpload(keys: number, bytes: number): Disposable & { readonly advance: Advance } {
  let [doneKeys, doneBytes] = [0, 0];
  const end = showProgress(process.stderr, (seconds) => {
    const left = Math.ceil((seconds * (keys - doneKeys)) / doneKeys);
    const amount = `${doneKeys} of ${keys} blobs, ${megabytes(doneBytes)} of ${megabytes(bytes)}`;
    return `Uploading: ${amount}${left > 0 && left < Infinity ? `, ${left} s left` : ""}`;
  });
  const advance: Advance = (moreKeys, moreBytes) => {
    doneKeys += moreKeys;
    doneBytes += moreBytes;
  };
  return { advance, [Symbol.dispose]: end };
}
