import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { readConfig, withNamespace } from "../../../scripts/publish/wrangler/wrangler-toml.ts";

const id = "0f2ac74b498b48028cb68387c421e279";

describe("the namespace in wrangler.toml", () => {
  it("is added below the binding, and everything else stays as it is", () => {
    const text = [
      'name = "blog" # mine',
      "",
      "[[kv_namespaces]]",
      'binding = "OTHER"',
      'id = "1"',
      "",
      "# the posts",
      "[[kv_namespaces]]",
      '  binding = "BLOBS"',
      "",
      "[cache]",
      "enabled = true",
      "",
    ].join("\n");
    expect(withNamespace(text, id)).toBe(text.replace('  binding = "BLOBS"', `  binding = "BLOBS"\n  id = "${id}"`));
  });

  it("replaces the existing one, before or after the binding", () => {
    const before = '[[kv_namespaces]]\nid = "old" # of another account\nbinding = "BLOBS"\n';
    const after = '[[kv_namespaces]]\nbinding = "BLOBS"\nid = \'old\'\n[vars]\nid = "untouched"\n';
    expect(withNamespace(before, id)).toBe(before.replace('"old"', `"${id}"`));
    expect(withNamespace(after, id)).toBe(after.replace("'old'", `"${id}"`));
  });

  it("keeps Windows line endings", () => {
    expect(withNamespace('[[kv_namespaces]]\r\nbinding = "BLOBS"\r\n', id)).toBe(
      `[[kv_namespaces]]\r\nbinding = "BLOBS"\r\nid = "${id}"\r\n`,
    );
  });

  it("is left to the author if the binding is written differently", () => {
    expect(() => withNamespace('kv_namespaces = [{ binding = "BLOBS" }]', id)).toThrow(
      `add to it the line\n\nid = "${id}"`,
    );
  });
});

describe("reading wrangler.toml", () => {
  let folder: string;
  beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), "fore-edge-config-"))));
  afterEach(() => rmSync(folder, { recursive: true }));

  function read(text: string): ReturnType<typeof readConfig> {
    const file = join(folder, "wrangler.toml");
    writeFileSync(file, text);
    return readConfig(file);
  }

  it("gives name, account and namespace", () => {
    expect(read(`name = "blog"\naccount_id = "acc"\n[[kv_namespaces]]\nbinding = "BLOBS"\nid = "${id}"`)).toEqual({
      name: "blog",
      account: "acc",
      namespace: id,
      workersDev: true,
      domains: [],
    });
  });

  it("treats an empty id as none", () => {
    expect(read('name = "blog"\n[[kv_namespaces]]\nbinding = "BLOBS"\nid = ""')).toEqual({
      name: "blog",
      workersDev: true,
      domains: [],
    });
  });

  it("gives the domains of one's own, for which workers.dev is off", () => {
    const routes = 'routes = ["a.example/*", { pattern = "b.example", custom_domain = true, zone_name = "example" }]';
    expect(read(`name = "blog"\n${routes}\n[[kv_namespaces]]\nbinding = "BLOBS"\n`)).toMatchObject({
      workersDev: false,
      domains: [{ pattern: "b.example", zone_name: "example" }],
    });
  });

  it.each([
    [
      'name = "My Blog"',
      'wrangler.toml:1 name is "My Blog", expected small letters, digits and hyphens, such as my-blog',
    ],
    [
      'name = "blog"\n[assets]\ndirectory = "dist"\nroutes = []',
      "wrangler.toml:4 routes stands below [assets], where it means nothing; move it above the first line in square brackets",
    ],
    [
      'name = "blog"\nroutes = [{ pattern = "https://a.example/", custom_domain = true }]',
      'wrangler.toml:2 routes has the domain "https://a.example/", expected a name alone, such as river.example',
    ],
    [
      '<<<<<<< HEAD\nname = "a"\n=======\nname = "b"\n>>>>>>> c',
      "wrangler.toml:1 has two versions that git could not merge, keep one and remove the lines of <, = and >",
    ],
  ])("refuses what wrangler would only when all is stored, or not see: %j", (text, message) => {
    expect(() => read(`${text}\n[[kv_namespaces]]\nbinding = "BLOBS"\n`)).toThrow(message);
  });

  it("lets an environment have routes of its own", () => {
    const text = 'name = "blog"\n[[kv_namespaces]]\nbinding = "BLOBS"\n[env.test]\nroutes = ["a.example/*"]\n';
    expect(read(text)).toMatchObject({ domains: [] });
  });

  it("says what is missing, and where the syntax is wrong", () => {
    expect(() => read('[[kv_namespaces]]\nbinding = "BLOBS"')).toThrow("name is missing");
    expect(() => read('name = "blog"')).toThrow('has no binding "BLOBS"');
    expect(() => read('name = "blog"\nx = = 1')).toThrow("wrangler.toml:2:5");
    expect(() => readConfig(join(folder, "none.toml"))).toThrow("run this command in the project's folder");
  });
});
