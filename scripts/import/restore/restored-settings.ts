import { isRecord, recordIn } from "../../base/record.ts";
import { defaultSite } from "../../../src/content/site.ts";
import { writeYaml } from "../../authoring/write-front-matter.ts";
import { selfPath } from "../../site/self-description.ts";
import { type Get, textAt } from "./live-site.ts";

export interface RestoredSettings {
  /** `site.yaml`, and `style.css` if the blog has one. */
  readonly files: readonly { readonly path: string; readonly text: string }[];
  /** Names of pictures under `static/`. */
  readonly pictures: readonly string[];
  /** Whether the site says all of its settings itself. */
  readonly complete: boolean;
}

/** The settings as the site tells them; of one that an older version made, what its feed and its manifest say. */
export async function restoreSettings(get: Get, origin: string): Promise<RestoredSettings> {
  const told = recordIn((await textAt(get, selfPath)) ?? "");
  const { css, ...site } = told ?? (await settingsByFeed(get));
  const defaults: Readonly<Record<string, unknown>> = { ...defaultSite };
  const isSaid = (name: string, value: unknown): boolean =>
    !isEmpty(value) && JSON.stringify(value) !== JSON.stringify(defaults[name]);
  const settings = Object.fromEntries(
    Object.entries({ ...site, url: origin }).filter(([name, value]) => isSaid(name, value)),
  );
  const { authors } = site;
  const portraits = Array.isArray(authors)
    ? authors.map((author: unknown) => (isRecord(author) ? author["picture"] : ""))
    : [];
  const pictures = [site["logo"], site["icon"], ...portraits].filter((name) => typeof name === "string" && name !== "");
  return {
    files: [
      { path: "site.yaml", text: writeYaml(settings) },
      ...(typeof css === "string" ? [{ path: "style.css", text: css }] : []),
    ],
    pictures: [...new Set(pictures as string[])],
    complete: told !== undefined,
  };
}

async function settingsByFeed(get: Get): Promise<Readonly<Record<string, unknown>>> {
  const feed = recordIn((await textAt(get, "/feed.json")) ?? "") ?? {};
  const manifest = recordIn((await textAt(get, "/manifest.webmanifest")) ?? "") ?? {};
  return { title: feed["title"], description: manifest["description"], language: feed["language"] ?? manifest["lang"] };
}

const isEmpty = (value: unknown): boolean =>
  value === undefined ||
  value === null ||
  value === "" ||
  (typeof value === "object" && Object.keys(value).length === 0);
