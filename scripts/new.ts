import { existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { InvalidArgumentError } from "commander";
import { settingsFile } from "./read/folder.ts";
import { slugOfFile } from "./read/parse-article.ts";
import { zone } from "./read/settings.ts";
import { articleSlugProblem } from "./read/slug-problem.ts";
import { readYaml } from "./read/syntax/yaml.ts";
import { command, momentText, run } from "./base/command.ts";
import { Failure } from "./base/failure.ts";
import { readIfThere } from "./base/own-file.ts";
import { say } from "./base/terminal.ts";
import { isoInZone } from "./authoring/clock.ts";
import { writeFrontMatter } from "./authoring/write-front-matter.ts";
import { slugFromTitle } from "./authoring/slug-of-title.ts";

type Options = { content: string; date?: string; tags: string; slug?: string; draft: boolean; bundle: boolean };

const program = command("new", "Creates a post: a file with its front matter, ready for your text.", [
  'run new -- "A walk along the river"',
  'run new -- "A walk along the river" --draft --tags "walks, rivers"',
  'run new -- "A walk in pictures" --bundle --date 2024-12-16',
])
  .argument("<title>", "the post's title, in quotes", titleArgument)
  .option("--draft", "keep the post out of the site until the line draft: true is gone", false)
  .option("--bundle", "give the post a folder of its own, for pictures beside it", false)
  .option(
    "--date <date>",
    "when the post appears, such as 2024-12-16 or 2024-12-16T02:13:04Z (default: now)",
    momentText,
  )
  .option("--tags <names>", "tags, separated by commas", "")
  .option("--slug <slug>", "the post's name in its address (default: from the title)", slugOption)
  .option("--content <folder>", "the content folder", "content")
  .parse(titleLast(process.argv.slice(2)), { from: "user" });

void run(async () => {
  const [title = ""] = program.processedArgs;
  const options = program.opts<Options>();
  const posts = join(options.content, "posts");
  const slug = options.slug ?? slugFromTitle(title);
  if (slug === "")
    throw new Failure(
      `title ${JSON.stringify(title)} has no letter or digit to make an address from; give one with --slug`,
    );
  const file = join(posts, options.bundle ? `${slug}/index.md` : `${slug}.md`);
  const tags = options.tags.split(",").map((tag) => tag.trim());
  const text = writeFrontMatter({
    title,
    date: options.date ?? isoInZone(new Date(), await zoneOf(options.content)),
    tags: [...new Set(tags)].filter((tag) => tag !== ""),
    draft: options.draft,
  });
  const taken = existsSync(file) ? file : postAt(slug, posts);
  if (taken !== undefined)
    throw new Failure(
      `${taken} already exists and was left unchanged; choose another title, or another name with --slug`,
    );
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${text}\n`, { flag: "wx" });
  say(file);
});

function titleArgument(text: string): string {
  const title = text.trim().replace(/\s*[\r\n]\s*/g, " ");
  if (title === "") throw new InvalidArgumentError('Expected a title such as "A walk along the river".');
  return title;
}

function slugOption(slug: string): string {
  const problem = articleSlugProblem("posts", slug);
  if (problem !== undefined) throw new InvalidArgumentError(`Expected ${problem}.`);
  return slug.normalize("NFC");
}

/** The file of another post with the same address: `2020-01-02-hello.md`, or a folder `hello`. */
function postAt(slug: string, posts: string): string | undefined {
  const names = existsSync(posts) ? readdirSync(posts) : [];
  return names
    .map((name) => (name.endsWith(".md") ? name : `${name}/index.md`))
    .filter((file) => slugOfFile(`posts/${file}`) === slug)
    .map((file) => join(posts, file))
    .find(existsSync);
}

/** A title that starts with a hyphen is not an option. */
function titleLast(args: readonly string[]): string[] {
  const isTitle = (arg: string): boolean => /^-(?![-a-z])/i.test(arg);
  const { titles = [], others = [] } = Object.groupBy(args, (arg) => (isTitle(arg) ? "titles" : "others"));
  return titles.length === 0 ? others : [...others, "--", ...titles];
}

/** The zone in the settings. The build reports a file that can't be read. */
async function zoneOf(content: string): Promise<string> {
  const site = readYaml(String((await readIfThere(join(content, settingsFile(content) ?? ""))) ?? ""));
  return zone("data" in site && site.data["timezone"], () => undefined) ?? "UTC";
}
