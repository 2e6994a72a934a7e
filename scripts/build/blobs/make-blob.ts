import { Failure } from "../../base/failure.ts";
import { valueOf } from "../../store/blobs.ts";
import { cleaned } from "../../store/database.ts";
import { fromJson, type Text } from "../../store/text.ts";
import { type Stored, stored, utf8Of } from "../../store/utf8.ts";
import { makers } from "./makers.ts";

/** A blob, and texts on the way to it that are to be kept; or why there is none, which a thread can't throw to another. */
export type Made = { readonly blob: Stored; readonly kept: readonly Stored[] } | { readonly refusal: string };

/** Makes blobs of models as JSON. `find` gives what a cache has in `folder`. */
export const blobMaker =
  (folder: string, find: (digest: string) => string | undefined) =>
  (json: string): Made => {
    const kept: Stored[] = [];
    const put = (digest: string, made: string): void => void kept.push({ digest, bytes: utf8Of(made) });
    try {
      const [, model] = fromJson(json, makers, { find, put, miss: () => cleaned(folder) }) as [string, Text | object];
      return { blob: stored(valueOf(model)), kept };
    } catch (error) {
      if (error instanceof Failure) return { refusal: error.message };
      throw error;
    }
  };
