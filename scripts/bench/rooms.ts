import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { type Blog, writeBlog } from "./blogs.ts";
import type { Engine } from "./engines.ts";

/** How it is measured. */
export interface Setting {
  readonly engines: readonly Engine[];
  readonly rounds: number;
  readonly work: string;
}

const rooms = (work: string): string => join(work, "rooms");

/**
 * A new folder. Nothing in it is deleted before all is measured: for minutes after thousands of files were deleted, ext4 takes up to
 * ten times as long to create one, since it passes over the inodes just freed one by one (`recently_deleted` in fs/ext4/ialloc.c).
 */
export function roomFor({ name }: Blog, work: string): string {
  mkdirSync(rooms(work), { recursive: true });
  return mkdtempSync(join(rooms(work), `${name}-`));
}

/** A new folder with the blog in it for each engine. */
export const roomsFor = (blog: Blog, { engines, work }: Setting) =>
  Array.fromAsync(engines, async (engine) => {
    const room = roomFor(blog, work);
    return { engine, room, content: await writeBlog(blog, join(room, "content"), work) };
  });

/** Deletes what all measurements wrote, also those that did not come to their end. */
export const forgetRooms = (work: string): void => rmSync(rooms(work), { recursive: true, force: true });
