import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { transformSync } from "esbuild";
import { Failure } from "../base/failure.ts";
import { ourRules } from "../build/stylesheet.ts";
import { settings } from "../images/pictures/still.ts";
import { type Blog, writeBlog } from "./blogs.ts";
import { note } from "../base/terminal.ts";
import type { Program } from "./measure.ts";
import { nameOf } from "./posts.ts";

/** Another generator: a program that makes a whole site of the posts in `content`. */
export interface Peer extends Program {
  readonly who: string;
  readonly content: string;
  readonly out: string;
}

/**
 * Other generators, each with templates that an expert of it would write to give what our export gives: about as many files and bytes.
 * Where that can't be done alike, they do less. Their sites are put together in `room`; Eleventy is in `packages` where it is wanted.
 */
export async function peersOf(blog: Blog, room: string, work: string, packages: string | undefined): Promise<Peer[]> {
  const places = { blog, work, style: transformSync(ourRules(), { loader: "css", minify: true }).code };
  const { status, stdout } = spawnSync("hugo", ["version"], { encoding: "utf8" });
  const name = `Hugo ${/v([\d.]+)/.exec(stdout)?.[1] ?? ""}`;
  const peers = [];
  if (status !== 0) note("Hugo is not measured, since it is not installed (Debian: hugo)");
  else {
    peers.push(await hugo(name, [], { ...places, site: join(room, "hugo") }));
    const unrelated = ["--config", "hugo.toml,without-related.toml"];
    peers.push(await hugo(`${name}, no related posts`, unrelated, { ...places, site: join(room, "unrelated") }));
  }
  if (packages !== undefined) peers.push(await eleventy(packages, { ...places, site: join(room, "eleventy") }));
  return peers;
}

interface Places {
  readonly blog: Blog;
  readonly work: string;
  readonly style: string;
  /** Where a site is put together. */
  readonly site: string;
}

/** It makes no AVIF and no cards. */
async function hugo(who: string, options: readonly string[], { blog, work, style, site }: Places): Promise<Peer> {
  const [content, assets, out] = ["content", "assets", "public"].map((name) => join(site, name)) as [
    string,
    string,
    string,
  ];
  await writeBlog(blog, content, work);
  cpSync(join(import.meta.dirname, "hugo"), site, { recursive: true });
  writeInto(assets, "style.css", style);
  writeInto(join(site, "data"), "years.json", JSON.stringify(yearsOf(content, blog.posts)));
  // What is beside articles is published as it is.
  rmSync(join(content, "site.yaml"), { force: true });
  if (blog.extras.has("pictures")) renameSync(join(content, "posts/pictures"), join(assets, "pictures"));
  const args = ["--source", site, "--destination", out, ...options, "--buildFuture", "--quiet"];
  return { who, command: "hugo", args, cwd: site, content, out };
}

async function eleventy(packages: string, { blog, work, style, site }: Places): Promise<Peer> {
  await writeBlog(blog, site, work);
  cpSync(join(import.meta.dirname, "eleventy"), site, { recursive: true });
  symlinkSync(join(packages, "node_modules"), join(site, "node_modules"));
  writeInto(site, "style.css", style);
  const { widths, ...encoders } = settings;
  const pictures = blog.extras.has("pictures") ? { widths, encoders } : undefined;
  writeInto(site, "_data/made.json", JSON.stringify({ pictures, cards: existsSync(join(site, "site.yaml")) }));
  const installed = join(packages, "node_modules/@11ty/eleventy");
  const { version } = JSON.parse(readFileSync(join(installed, "package.json"), "utf8")) as { readonly version: string };
  const args = [join(installed, "cmd.cjs"), "--quiet"];
  return {
    who: `Eleventy ${version}`,
    command: process.execPath,
    args,
    cwd: site,
    content: site,
    out: join(site, "_site"),
  };
}

/** Installs Eleventy below `work`: nothing of ours needs it. */
export function installEleventy(work: string): string {
  const packages = join(work, "eleventy");
  cpSync(join(import.meta.dirname, "eleventy/package.json"), join(packages, "package.json"));
  const { status } = spawnSync("npm", ["install", "--no-audit", "--no-fund"], {
    cwd: packages,
    stdio: ["ignore", 2, 2],
  });
  if (status !== 0) throw new Failure("npm could not install Eleventy");
  return packages;
}

function writeInto(folder: string, name: string, text: string): void {
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
