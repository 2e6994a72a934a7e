import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { FieldProblem } from "./fields.ts";
import type { Site } from "../../src/content/site.ts";
import type { Page, Post } from "./parse-article.ts";
import { defaultSettings, parseSettings, type Settings } from "./settings.ts";
import type { Compiled } from "./compile-article.ts";
import { articleSettings } from "./article-settings.ts";
import type { Compile } from "./articles.ts";
import { type Folder, readFolder } from "./folder.ts";
import type { Fields } from "./front-matter.ts";
import { damagesOf, linesOf } from "../base/line-and-column.ts";
import { ownFile } from "../base/own-file.ts";
import { type FileProblem, type Problem, shownPath } from "../base/problems.ts";
import { present } from "../base/record.ts";
import { reportSettingsPictures } from "./settings/settings-pictures.ts";
import type { Cache } from "../store/cache.ts";
import { sourcesOf } from "./sources.ts";
import { readYaml } from "./syntax/yaml.ts";

/** A content folder, compiled file by file. Articles are in the order of their files. */
export interface Content extends Settings {
  readonly folder: Folder;
  /** Where a field of `site.yaml` is. */
  readonly placeInSite: Fields["locate"];
  readonly posts: readonly Compiled<Post>[];
  readonly pages: readonly Compiled<Page>[];
  /** Those left out. */
  readonly drafts: readonly (Post | Page)[];
}

export type ReportAt = (file: string, problem: FileProblem) => void;

export interface LoadOptions {
  readonly root: string;
  readonly drafts: boolean;
  readonly report: ReportAt;
  readonly compile: Compile;
  readonly cache: Cache;
  /** Whether articles come with what is searched of them. */
  readonly isSearched?: (site: Site) => boolean;
}

/** Reads and compiles a content folder. All problems are reported; articles with errors are left out. */
export async function loadContent(options: LoadOptions): Promise<Content> {
  const { root, drafts, report, compile, cache, isSearched = () => false } = options;
  const folder = readFolder(root);
  const settings = readSite(folder, report);
  const { site } = settings;
  const loaded: Compiled[] = [];
  const compiled = await compile(articleSettings(site), sourcesOf(folder, cache), isSearched(site));
  for (const { file, digest: fileDigest, outline, texts, searched, problems } of compiled) {
    for (const problem of problems) report(file, problem);
    if (outline) loaded.push({ ...outline, fileDigest, texts, ...present({ searched }) });
  }
  for (const { file, why } of folder.passedOver)
    report(file, { severity: "warning", line: 1, column: 1, message: why });
  for (const { file, why } of folder.refused) report(file, { severity: "error", line: 1, column: 1, message: why });
  reportSettingsPictures({ folder, ...settings }, report);

  const isLeft = ({ article }: Compiled): boolean => article.draft && !drafts;
  const shown = loaded.filter((each) => !isLeft(each));
  const left = loaded.filter(isLeft).map(({ article }) => article);
  return { folder, ...settings, posts: shown.filter(isPost), pages: shown.filter(isPage), drafts: left };
}

const isPost = (compiled: Compiled): compiled is Compiled<Post> => compiled.article.kind === "post";
const isPage = (compiled: Compiled): compiled is Compiled<Page> => compiled.article.kind === "page";

/** Reads `site.yaml`, if there is one. */
export function readSite({ root, site: file }: Folder, report: ReportAt): Settings & Pick<Content, "placeInSite"> {
  const none = { ...defaultSettings, placeInSite: () => ({ line: 1, column: 1 }) };
  if (file === undefined) return none;
  const source = readFileSync(join(root, file), "utf8").replace(/^\uFEFF/, "");
  for (const damage of damagesOf(source)) report(file, damage);
  const fields = readYaml(source, "it");
  if (!("data" in fields)) {
    report(file, { severity: "error", ...fields });
    return none;
  }
  for (const warning of fields.warnings) report(file, { severity: "warning", ...warning });
  const reportField = ({ severity, message, ...field }: FieldProblem): void =>
    report(file, { severity, ...fields.locate(field), message });
  const settings = parseSettings(fields.data, reportField) ?? defaultSettings;
  return { ...settings, placeInSite: fields.locate };
}

/** Collects problems as they are shown: with the file's path from the working folder, and the line's text. */
export function problemCollector(root: string): { readonly problems: Problem[]; readonly report: ReportAt } {
  const problems: Problem[] = [];
  const texts = new Map<string, readonly string[]>();
  const report: ReportAt = (file, problem) => {
    const lines = texts.get(file) ?? linesIn(root, file);
    texts.set(file, lines);
    const source = lines[problem.line - 1];
    problems.push({ ...problem, file: shownPath(join(root, file)), ...present({ source }) });
  };
  return { problems, report };
}

/** No lines of a picture, which has none to show. */
function linesIn(root: string, file: string): string[] {
  const found = /\.(md|ya?ml)$/i.test(file) ? ownFile(root, file) : undefined;
  return found && "real" in found ? linesOf(readFileSync(found.real, "utf8")) : [];
}
