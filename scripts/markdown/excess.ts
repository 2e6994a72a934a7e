import type { Position } from "../base/problems.ts";

/**
 * Thrown where a text has so much of something that the time it takes would no longer grow with the text alone. No text that a
 * person wrote comes near one of these bounds, so each is an error that says what to do, and none a setting.
 */
export class Excess extends Error {
  /** Where that is, or the text that begins there. */
  readonly at: Position | string;

  constructor(at: Position | string, message: string) {
    super(message);
    this.at = at;
  }
}
