import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Failure } from "../base/failure.ts";
import type { Generator } from "./builds.ts";
import { linkPosts } from "./corpus.ts";
import { nameOf } from "./posts.ts";

/** What other generators make a site of. */
interface Sources {
  readonly content: string;
  readonly posts: number;
  readonly style: string;
  /** Where the sites are put together. */
  readonly room: string;
}

/**
 * Other generators, each with templates that an expert of it would write to give what our export gives: about as many files and bytes.
 * Where that can't be done alike, they do less. Eleventy is installed into the folder `packages` when there is one: nothing of ours needs it.
 */
export const peersOf = (sources: Sources, packages: string | undefined): Generator[] => [
  ...hugo(sources),
  ...(packages === undefined ? [] : [eleventy(sources, packages)]),
];

/** With all that our export gives, and without related posts, which take it as long as all else. */
function hugo({ content, posts, style, room }: Sources): Generator[] {
  const { status, stdout } = spawnSync("hugo", ["version"], { encoding: "utf8" });
  if (status !== 0) return [];
  const name = `Hugo ${/v([\d.]+)/.exec(stdout)?.[1] ?? ""}`;
  const site = siteOf("hugo", join(room, "hugo"), "content", content);
  writeAsset(join(site, "assets"), "style.css", style);
  writeAsset(join(site, "data"), "years.json", JSON.stringify(yearsOf(content, posts)));
  const build = (out: string, ...options: string[]) => {
    const args = ["--source", site, "--destination", join(site, out), ...options, "--buildFuture", "--quiet"];
    return { command: "hugo", args, cwd: site, out: join(site, out) };
  };
  const unrelated = ["--config", "hugo.toml,without-related.toml"];
  return [
    { what: name, ...build("public") },
    { what: `${name}, no related posts`, ...build("unrelated", ...unrelated) },
  ];
}

function eleventy({ content, style, room }: Sources, packages: string): Generator {
  cpSync(join(import.meta.dirname, "eleventy/package.json"), join(packages, "package.json"));
  const { status } = spawnSync("npm", ["install", "--no-audit", "--no-fund"], { cwd: packages, stdio: "inherit" });
  if (status !== 0) throw new Failure("npm could not install Eleventy");
  const site = siteOf("eleventy", join(room, "eleventy"), "", content);
  symlinkSync(join(packages, "node_modules"), join(site, "node_modules"));
  writeFileSync(join(site, "style.css"), style);
  const installed = join(site, "node_modules/@11ty/eleventy");
  const { version } = JSON.parse(readFileSync(join(installed, "package.json"), "utf8")) as { readonly version: string };
  const args = [join(installed, "cmd.cjs"), "--quiet"];
  const what = `Eleventy ${version}`;
  return { what, command: process.execPath, args, cwd: site, out: join(site, "_site") };
}

/** A site with the templates that stand beside this file and the posts of a content folder. */
function siteOf(templates: string, site: string, under: string, content: string): string {
  cpSync(join(import.meta.dirname, templates), site, { recursive: true });
  linkPosts(content, join(site, under));
  return site;
}

function writeAsset(folder: string, name: string, text: string): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, name), text);
}

/** The years of all posts. Hugo makes no page from the dates of others, so its authors add one each year. */
function yearsOf(content: string, posts: number): number[] {
  const yearOf = (number: number): number =>
    Number(/^date: (\d{4})/m.exec(readFileSync(join(content, "posts", nameOf(number)), "utf8"))?.[1]);
  const first = yearOf(0);
  return Array.from({ length: yearOf(posts - 1) - first + 1 }, (_, index) => first + index);
}
