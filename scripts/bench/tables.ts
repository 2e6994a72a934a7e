import type { Built } from "./build.ts";
import type { Table } from "./report.ts";
import type { Served } from "./serve.ts";
import type { Weight } from "./size.ts";
import type { Written } from "./writes.ts";

export const buildTable = (built: readonly Built[]): Table => ({
  title: "Builds",
  note: "Cold builds write all pages to HTML files. A prebuild is what a publication needs: manifest and release.",
  columns: ["", "posts", "wall", "CPU", "peak memory"],
  rows: built.map(({ what, posts, taken }) => [
    what,
    posts.toLocaleString("en"),
    `${taken.wall.toFixed(2)} s`,
    `${taken.cpu.toFixed(2)} s`,
    megabytes(taken.memory),
  ]),
});

export const serveTable = (served: readonly Served[]): Table => ({
  title: "Serving",
  note: "Requests a second against a worker in the same workerd that returns the same bytes, without wrangler's proxy.",
  columns: ["", "requests/s", "p99", "the limit", "requests/s", "p99", "ratio"],
  rows: served.map(({ kind, limit, ours, theirs }) => [
    kind,
    String(Math.round(ours.rate)),
    `${ours.p99} ms`,
    limit,
    String(Math.round(theirs.rate)),
    `${theirs.p99} ms`,
    (ours.rate / theirs.rate).toFixed(2),
  ]),
});

export const sizeTable = (weights: readonly Weight[]): Table => ({
  title: "The worker",
  note: "Script and release gzipped, as the platform counts them. The reads of KV are those of a cold page, a warm one, a 304, a 404 and a feed.",
  columns: ["posts", "script", "release", "gzipped", "CPU to the first answer", "memory", "KV reads"],
  rows: weights.map(({ posts, script, release, releaseGzip, startCpu, memory, reads }) => [
    posts.toLocaleString("en"),
    `${(script / 1000).toFixed(1)} kB`,
    megabytes(release),
    megabytes(releaseGzip),
    `${startCpu.toFixed(2)} s`,
    megabytes(memory),
    Object.values(reads).join(", "),
  ]),
});

export const writesTable = (written: readonly Written[]): Table => ({
  title: "Writes to KV",
  columns: ["publication", "posts", "writes", "bytes"],
  rows: written.map(({ what, posts, writes, bytes }) => [
    what,
    posts.toLocaleString("en"),
    writes.toLocaleString("en"),
    megabytes(bytes),
  ]),
});

export const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(bytes < 10e6 ? 2 : 0)} MB`;
