import { readFileSync } from "node:fs";
import { join } from "node:path";
import { filesBelow } from "../../base/files-below.ts";
import { recordOf } from "../../base/record.ts";
import { isMarkdown, siteFolder } from "../files.ts";
import { type Data, readValue } from "../matter.ts";

/** The texts of a folder by their paths in it. */
export const textsBelow = (root: string, folder: string): Record<string, string> =>
  Object.fromEntries(
    filesBelow(siteFolder(root, folder))
      .filter((file) => isMarkdown(file) || /\.(html?|txt|svg)$/i.test(file))
      .map((file) => [file, readFileSync(join(root, folder, file), "utf8")]),
  );

/** The site's data: a value for each file, in records for folders. */
export function dataOf(root: string, folder: string): Data {
  const data: Data = {};
  for (const file of filesBelow(siteFolder(root, folder)).filter((each) => /\.(ya?ml|json)$/.test(each))) {
    const parts = file.replace(/\.\w+$/, "").split("/");
    const last = parts.pop() ?? "";
    let at = data;
    for (const part of parts) {
      const inner: Data = recordOf(at[part]) ?? {};
      at[part] = inner;
      at = inner;
    }
    try {
      at[last] = readValue(readFileSync(join(root, folder, file), "utf8"));
    } catch {
      // What can't be read stays in the texts, and the report names it there.
    }
  }
  return data;
}
