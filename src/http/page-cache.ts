import { Recent } from "../content/recent.ts";
import type { Representation } from "./representation.ts";

/** What was sent, and is sent again as it is. */
export interface Page extends Representation {
  readonly body: string | Blob;
  /** The fields as the runtime takes them most cheaply, as a blob is of bodies. Both are dear to make, so not for what is sent once. */
  readonly headers?: Headers;
}

/**
 * What was sent lately, by canonical path. The path alone decides what is kept, so that no query string and no spelling
 * of a path takes room from others. Half of the room is for what was sent once, so that a crawler which asks for
 * everything doesn't push out what readers ask for again.
 */
export class PageCache {
  readonly #once: Recent<Page>;
  readonly #again: Recent<Page>;

  /** `most` is the bound in bytes of all pages together. */
  constructor(most: number) {
    this.#once = new Recent(sizeOf, most / 2, most / 16);
    this.#again = new Recent(sizeOf, most / 2, most / 16);
  }

  /** What is got was asked for again, and is forgotten after all that was got longer ago. */
  get(path: string): Page | undefined {
    const again = this.#again.get(path);
    if (again) return again;
    const once = this.#once.take(path);
    if (!once) return undefined;
    const page = { ...once, headers: new Headers(once.fields), body: new Blob([once.body]) };
    this.#again.put(path, page);
    return page;
  }

  put(page: Page): void {
    this.#once.take(page.path);
    this.#again.take(page.path);
    (page.headers ? this.#again : this.#once).put(page.path, page);
  }
}

// What an entry takes beside its body, roughly.
const fieldBytes = 2000;

/** In bytes; a character of a string takes two at most. */
const sizeOf = ({ body }: Page): number => fieldBytes + (typeof body === "string" ? 2 * body.length : body.size);
