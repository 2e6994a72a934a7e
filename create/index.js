import { existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { basename, dirname, join, relative, resolve, sep } from "node:path";
import { createInterface } from "node:readline/promises";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

// Plain JavaScript without dependencies: `npm create` runs it on whatever Node there is, from 20 on.

const here = dirname(fileURLToPath(import.meta.url));
const template = join(here, "template");

const help = (usage) => `Usage: ${usage} DIR [options]

Writes a blog into a new folder: settings, a first post, a workflow that publishes it.

Options:
  --title TEXT         the blog's name
  --url URL            the address at which it will be published, such as https://blog.example
  --author NAME        who writes it
  --language TAG       its language, such as en or pt-BR
  --yes                asks nothing
  --help               shows this

Example:
  $ ${usage} my-blog --title "Marginalia" --author "Ada Quill"`;

class Failure extends Error {}

const misused = (message) => new Failure(message, { cause: "use" });

/** Runs the command, and sets the process's exit code. */
export async function main(args, usage = "fore-edge init") {
  try {
    const options = readOptions(args, usage);
    if (options === undefined) console.log(help(usage));
    else report(create(await asked(options)));
  } catch (error) {
    if (!(error instanceof Failure) && error.syscall === undefined) throw error;
    // The system's own messages name what they are about.
    console.error(`error: ${error.message}`);
    process.exitCode = error.cause === "use" ? 2 : 1;
  }
}

function readOptions(args, usage) {
  const text = { type: "string" };
  const flag = { type: "boolean", default: false };
  const options = { title: text, url: text, author: text, language: text, yes: flag, help: { ...flag, short: "h" } };
  const wrong = (message) => misused(`${message} (see ${usage} --help)`);
  let parsed;
  try {
    parsed = parseArgs({ args, options, allowPositionals: true });
  } catch (error) {
    throw wrong(error.message.split(". ")[0]);
  }
  const { values, positionals } = parsed;
  if (values.help) return undefined;
  // Without the two hyphens before them npm takes options for itself.
  const kept = ["title", "url", "author", "language"].filter(
    (name) =>
      values[name] === undefined && process.env.npm_lifecycle_event === "npx" && process.env[`npm_config_${name}`],
  );
  if (kept.length > 0) throw wrong(`npm kept --${kept.join(" and --")} for itself; options go after two hyphens`);
  if (positionals.length > 1) throw wrong(`expected one folder, found ${positionals.join(", ")}`);
  return { ...values, folder: positionals[0] };
}

/** Asks on a terminal for what was not said; elsewhere, and after that, there are defaults. */
async function asked({ folder, yes, ...given }) {
  const ask = !yes && process.stdin.isTTY && process.stdout.isTTY;
  const terminal = ask ? createInterface({ input: process.stdin, output: process.stdout }) : undefined;
  const answer = async (question, value, otherwise = "", check = (text) => text) => {
    if (value !== undefined) return check(value);
    if (terminal === undefined) return otherwise;
    for (;;) {
      const typed = await terminal.question(`${question}${otherwise === "" ? "" : ` (${otherwise})`}: `);
      try {
        return typed.trim() === "" ? otherwise : check(typed.trim());
      } catch (error) {
        console.log(error.message);
      }
    }
  };
  try {
    const target = resolve(await answer("Folder", folder, "my-blog", oneLine("folder")));
    const title = await answer("Title", given.title, titleOf(basename(target)), oneLine("title"));
    const url = await answer("Address, if you have one", given.url, "", origin);
    const author = await answer("Author", given.author, "", oneLine("author"));
    const language = await answer("Language", given.language, "en", languageTag);
    return { target, title, url, author, language };
  } catch (error) {
    // By Ctrl-C or Ctrl-D.
    if (error.name === "AbortError") throw new Failure("stopped before anything was written");
    throw error;
  } finally {
    terminal?.close();
  }
}

const titleOf = (name) =>
  name
    .replace(/[-_]+/g, " ")
    .replace(/^./u, (first) => first.toUpperCase())
    .trim() || "My blog";

const oneLine = (name) => (text) => {
  if (text.trim() !== "" && !/\p{Cc}/u.test(text)) return text.trim();
  throw misused(`${name} is ${JSON.stringify(text)}, expected text on one line`);
};

function origin(text) {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url && /^https?:$/.test(url.protocol) && url.href === `${url.origin}/`) return url.origin;
  throw misused(`url is ${JSON.stringify(text)}, expected an address without a path, such as https://blog.example`);
}

function languageTag(text) {
  try {
    return Intl.getCanonicalLocales(text)[0] ?? "en";
  } catch {
    throw misused(`language is ${JSON.stringify(text)}, expected a language tag such as en or pt-BR`);
  }
}

/** Writes the blog; nothing that is there is overwritten. */
function create({ target, ...answers }) {
  const name = nameOf(basename(target));
  // Where the machine's zone is unknown, Node says nothing or this.
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  const zone = [undefined, "Etc/Unknown"].includes(timeZone) ? "UTC" : timeZone;
  const values = {
    name,
    engine: engineFor(target),
    title: JSON.stringify(answers.title),
    heading: answers.title,
    url: answers.url === "" ? "# url: https://blog.example" : `url: ${answers.url}`,
    author: answers.author === "" ? '# author: "Ada Quill"' : `author: ${JSON.stringify(answers.author)}`,
    language: answers.language,
    zone,
    // Swedish dates are ISO 8601's.
    today: new Intl.DateTimeFormat("sv-SE", { timeZone: zone, dateStyle: "short" }).format(new Date()),
  };
  const files = filesBelow(template).map((file) => ({
    // npm leaves files out of a package whose names begin with a dot.
    path: join(
      target,
      file
        .split("/")
        .map((part) => part.replace(/^_/, "."))
        .join(sep),
    ),
    text: readFileSync(join(template, file), "utf8").replace(/\{\{(\w+)\}\}/g, (_, key) => values[key]),
  }));
  const there = [...new Set(files.map(({ path }) => inTheWay(path)).filter(Boolean))].map((path) => shown(path));
  if (there.length > 0)
    throw new Failure(`already there, and nothing is overwritten: ${there.join(", ")}; name another folder`);
  for (const { path, text } of files) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text, { flag: "wx" });
  }
  return { target, files: files.length };
}

/** What is where a file is to be: anything, or anything but a folder in the place of one of its folders. */
function inTheWay(path) {
  if (isThere(path)) return path;
  let folder = dirname(path);
  while (!isThere(folder)) folder = dirname(folder);
  return existsSync(folder) && statSync(folder).isDirectory() ? undefined : folder;
}

/** A link that leads nowhere is there too, and below a file there is nothing. */
function isThere(path) {
  try {
    return lstatSync(path) !== undefined;
  } catch {
    return false;
  }
}

/** A name that npm and Cloudflare take: https://developers.cloudflare.com/workers/configuration/routing/workers-dev/ */
function nameOf(folder) {
  const words =
    folder
      .normalize("NFKD")
      .replace(/\p{M}/gu, "")
      .toLowerCase()
      .match(/[a-z0-9]+/g) ?? [];
  const name = words.join("-").slice(0, 54).replace(/-$/, "");
  return name === "" ? "my-blog" : name;
}

const own = JSON.parse(
  readFileSync(join(here, existsSync(join(here, "package.json")) ? "package.json" : "../package.json"), "utf8"),
);
const tarball = `fore-edge-${own.version}.tgz`;

/** Where npm installed this from nowhere, it is a clone of the repository, whose version nobody may have published. */
const clone = /[\\/]node_modules[\\/]/.test(here) ? undefined : dirname(here);

/** What the blog depends on: this version, from where npm has it: the registry, or a file beside the one that this came in. */
function engineFor(target) {
  const packed = packedIn(own.name);
  const file = packed && join(dirname(packed), tarball);
  return file && existsSync(file) ? `file:${relative(target, file).split(sep).join("/")}` : own.version;
}

/** The file that npm installed a package from, if it was one. */
function packedIn(name) {
  const modules = /^.*[\\/]node_modules(?=[\\/])/.exec(here)?.[0];
  const manifest = modules && join(dirname(modules), "package.json");
  if (!manifest || !existsSync(manifest)) return undefined;
  const { dependencies = {} } = JSON.parse(readFileSync(manifest, "utf8"));
  const from = /^file:(.*\.tgz)$/.exec(dependencies[name] ?? "")?.[1];
  return from && resolve(dirname(manifest), from);
}

const filesBelow = (folder) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) =>
      relative(folder, join(entry.parentPath ?? entry.path, entry.name))
        .split(sep)
        .join("/"),
    )
    .sort();

const shown = (target, from = process.cwd()) => relative(from, target).split(sep).join("/") || ".";

/** As a shell takes it. */
const quoted = (folder) =>
  /^[\w./][\w./-]*$/.test(folder) ? folder : `'${folder.replace(/^-/, "./-").replaceAll("'", "'\\''")}'`;

function report({ target, files }) {
  const folder = shown(target);
  const enter = folder === "." ? "" : `cd ${quoted(folder)}\n  `;
  const [why, install] =
    clone === undefined
      ? ["", "npm install"]
      : [
          "This is a clone, whose version npm's registry may not have, so the blog installs a packed file.\n\n",
          `npm pack ${quoted(shown(clone, target))} --pack-destination ..\n  npm install --save-exact ../${tarball}`,
        ];
  console.log(`wrote ${files} files into ${folder}

To bring an old blog along, from Hugo, Jekyll, Zola, Astro, WordPress or Ghost:
npm run import -- --help

${why}Next:
  ${enter}${install}
  npm start`);
}
