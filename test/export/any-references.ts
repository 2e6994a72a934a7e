import { mkdirSync, symlinkSync } from "node:fs";
import { dirname, join, posix, relative } from "node:path";
import * as fc from "fast-check";
import { write } from "../folder.ts";

// Below the folder that contains it all. Each file says what it is, so that its bytes are known wherever they turn up.
export const content = "blog/content";
export const secrets = [
  "secret.txt",
  "blog/.dev.vars",
  "blog/secret.svg",
  "blog/secret.md",
  "blog/secret",
  `${content}/notes.txt`,
  `${content}/drawings/secret.svg`,
  `${content}/posts/draft.md`,
  `${content}/posts/draft.txt~`,
  `${content}/posts/plan/index.md`,
  `${content}/posts/here/NOTES.MD`,
  `${content}/posts/here/.secret.svg`,
  `${content}/posts/here/.git/config`,
  `${content}/static/.env`,
  `${content}/static/a/.secret.svg`,
];
export const open = [
  `${content}/posts/here/paper.svg`,
  `${content}/posts/here/100% sure?.txt`,
  `${content}/posts/plan/sketch.svg`,
  `${content}/static/logo.svg`,
  `${content}/static/a/b.txt`,
];
const articles = ["posts/here/index.md", "posts/there.md", "pages/about.md"];
export const markOf = (file: string): string => `mark${Buffer.from(file).toString("hex")}mark`;

function textOf(file: string): string {
  if (file.endsWith(".svg"))
    return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><text y="9">${markOf(file)}</text></svg>`;
  return /\.md$/i.test(file) ? `---\ntitle: T\ndate: 2024-01-01\ndraft: true\n---\n${markOf(file)}\n` : markOf(file);
}

/** What an author writes to get at a file, and where. */
interface Reference {
  readonly from: string;
  readonly form: (target: string) => string;
  readonly target: string;
}

/** A symbolic link in a content folder. */
interface Linked {
  readonly name: string;
  readonly target: string;
  readonly absolute: boolean;
}

const forms: readonly Reference["form"][] = [
  (target) => `[a](<${target}>)`,
  (target) => `[a][b]\n\n[b]: <${target}>`,
  (target) => `![a](<${target}>)`,
  (target) => `<a href="${target}">a</a>`,
  (target) => `<img src="${target}" alt="">`,
  (target) => `<picture><source srcset="a.png, ${target} 2x"></picture>`,
  (target) => `<video poster="${target}"></video>`,
  (target) => `<audio><source src="${target}"></audio>`,
  (target) => `<object data="${target}"></object>`,
  (target) => `<link rel="stylesheet" href="${target}">`,
  (target) => `<div style="background: url('${target}')"></div>`,
];

const file = fc.constantFrom(...secrets, ...open);
const spelling = fc.constantFrom<(target: string) => string>(
  (target) => target,
  (target) => target,
  (target) => target.replaceAll("/", "%2F"),
  (target) => target.replaceAll("../", "..%2f"),
  (target) => target.replaceAll("..", "%2e%2E"),
  (target) => target.replaceAll("..", ".%2e"),
  (target) => target.replaceAll("/", "\\"),
  (target) => target.replaceAll("/", "%5c"),
  (target) => target.replaceAll("/", "/./"),
  (target) => `x/../${target}`,
  (target) => `./${target}`,
  (target) => `/${target}`,
  (target) => `/static/../${target}`,
  (target) => `../${target}`,
  (target) => `${"../".repeat(40)}${target}`,
  (target) => encodeURIComponent(target),
  (target) => encodeURI(encodeURI(target)),
  (target) => `file://${target}`,
  (target) => `${target}?a=1`,
  (target) => `${target}#a`,
  (target) => `${target}%00.svg`,
  (target) => `${target}/`,
  (target) => target.toUpperCase(),
  (target) => encodeURI(target),
);
export const reference = (root: string): fc.Arbitrary<Reference> =>
  fc
    .record({
      from: fc.constantFrom(...articles),
      form: fc.constantFrom(...forms),
      file,
      base: fc.constantFrom("file", "site", "static", "disk"),
      spellings: fc.array(spelling, { maxLength: 2 }),
    })
    .map(({ from, form, file, base, spellings }) => {
      const folders = { file: posix.dirname(from), site: ".", static: "static", disk: "/" };
      const path = posix.join(root, content, folders[base]);
      const target = base === "disk" ? posix.join(root, file) : posix.relative(path, posix.join(root, file));
      return { from, form, target: spellings.reduce((each, spell) => spell(each), target) };
    });
export const linked: fc.Arbitrary<Linked> = fc.record({
  name: fc.constantFrom(
    "static/l.txt",
    "static/l.svg",
    "static/_headers",
    "static/l",
    "posts/l.md",
    "posts/here/l.svg",
    "pages/l.md",
  ),
  target: fc.oneof(file, fc.constantFrom(".", "blog", `${content}/posts/plan`, `${content}/static/a`)),
  absolute: fc.boolean(),
});

/** Writes a site with some references in its articles, and symbolic links in its folder. */
export function makeSite(
  root: string,
  references: readonly Reference[],
  links: readonly Linked[],
  settings: string,
): void {
  const bodies = new Map(articles.map((from) => [from, "[a](l.svg) ![b](/l.svg)"]));
  for (const { from, form, target } of references) bodies.set(from, `${bodies.get(from) ?? ""}\n\n${form(target)}`);
  // Links to the symbolic ones would else be errors by themselves.
  const present = new Set(links.map(({ name }) => name));
  const texts = [...bodies].map(([from, body]) => {
    const head = `---\ntitle: T\n${from.startsWith("posts/") ? "date: 2024-01-01\n" : ""}---\n`;
    const shown = present.has("static/l.svg") ? body : body.replace("![b](/l.svg)", "");
    return [`${content}/${from}`, head + shown] as const;
  });
  write(root, {
    ...Object.fromEntries([...secrets, ...open].map((each) => [each, textOf(each)])),
    ...Object.fromEntries(texts),
    [`${content}/site.yaml`]: `url: https://blog.example\n# ${markOf("site.yaml")}\n${settings}`,
  });
  for (const { name, target, absolute } of new Map(links.map((link) => [link.name, link])).values()) {
    const [from, to] = [join(root, content, name), join(root, target)];
    mkdirSync(dirname(from), { recursive: true });
    symlinkSync(absolute ? to : relative(dirname(from), to), from);
  }
}
