import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { encodeRelease } from "../../scripts/timeline/encode-release.ts";
import { defaultSite } from "../../src/content/site.ts";
import { type Entry, type Header, Release } from "../../src/content/release.ts";

const header: Header = {
  site: defaultSite,
  style: { text: "", digest: "" },
  look: "",
  lookModified: 0,
  moments: [100, 200],
  firstPaths: {},
};
const key = (digit: string): string => digit.repeat(32);
const open = (routes: Record<string, readonly Entry[]>): Release =>
  new Release(encodeRelease(header, new Map(Object.entries(routes))).buffer);

describe("Release", () => {
  const release = open({
    "/": [
      { from: 0, target: { kind: "list", key: key("a"), modified: 5 } },
      { from: 100, target: { kind: "list", key: key("b"), modified: 100 } },
    ],
    "/coming/": [
      { from: 100, target: { kind: "post", key: key("c"), modified: 100 } },
      { from: 200, target: { kind: "gone" } },
    ],
    "/old/": [{ from: 0, target: { kind: "redirect", to: "/" } }],
  });

  it("answers with the last entry whose moment has come, and tells when the next one comes, here and anywhere", () => {
    expect(release.route("/", 99)).toEqual({
      target: { kind: "list", key: key("a"), modified: 5 },
      until: { path: 100, site: 100 },
    });
    expect(release.route("/", 100)).toEqual({
      target: { kind: "list", key: key("b"), modified: 100 },
      until: { path: Infinity, site: 200 },
    });
    expect(release.route("/coming/", 200)).toEqual({
      target: { kind: "gone" },
      until: { path: Infinity, site: Infinity },
    });
    expect(release.route("/old/", 1)).toEqual({
      target: { kind: "redirect", to: "/" },
      until: { path: Infinity, site: 100 },
    });
  });

  it("can't tell a path to come from one that will never be", () => {
    expect(release.route("/coming/", 50)).toEqual(release.route("/never/", 50));
    expect(release.route("/coming/", 50)).toEqual({ target: undefined, until: { path: 100, site: 100 } });
  });

  it("contains where redirects lead, even if it is not a path of the site, and answers nothing there", () => {
    const elsewhere = ["/files/a.pdf", "https://example.org/?b#c"];
    const routes = Object.fromEntries(
      elsewhere.map((to, n) => [`/${n}/`, [{ from: 0, target: { kind: "redirect", to } }]]),
    ) satisfies Record<string, Entry[]>;
    const bytes = encodeRelease(header, new Map(Object.entries(routes)));
    const release = new Release(bytes.buffer);
    expect(elsewhere.map((_, n) => release.route(`/${n}/`, 1).target)).toEqual(
      elsewhere.map((to) => ({ kind: "redirect", to })),
    );
    expect(elsewhere.map((to) => release.route(to, 1))).toEqual(elsewhere.map(() => release.route("/never/", 1)));
    expect(encodeRelease(header, new Map(release.routes()))).toEqual(bytes);
  });

  it("has routes of kinds that the form has no number for", () => {
    const target = { kind: "numbers", key: key("d"), modified: 1 } as unknown as NonNullable<Entry["target"]>;
    const release = open({ "/a/": [{ from: 0, target }], "/b/": [{ from: 0, target: { kind: "gone" } }] });
    expect(release.header.kinds).toEqual(["numbers"]);
    expect(release.route("/a/", 1).target).toEqual(target);
    expect(open({ "/b/": [{ from: 0, target: { kind: "gone" } }] }).header).not.toHaveProperty("kinds");
  });

  it("refuses bytes that are not a release", () => {
    expect(() => new Release(new ArrayBuffer(100))).toThrow("not in the form");
  });

  it("finds every path that it contains, and no other", () => {
    const paths = fc.uniqueArray(
      fc.webPath({ size: "small" }).filter((path) => path !== ""),
      { minLength: 1, maxLength: 50 },
    );
    fc.assert(
      fc.property(paths, fc.webPath(), (held, other) => {
        const entries = held.map((path, index) => [
          path,
          [{ from: 0, target: { kind: "post", key: key("0123456789abcdef"[index % 16] ?? "0"), modified: index } }],
        ]) satisfies [string, Entry[]][];
        const release = open(Object.fromEntries(entries));
        for (const [path, [entry]] of entries) expect(release.route(path, 1).target).toEqual(entry?.target);
        expect(release.route(other, 1).target === undefined).toBe(!held.includes(other));
        expect([...release.routes()].map(([path]) => path)).toEqual(held.toSorted((a, b) => (a < b ? -1 : 1)));
      }),
    );
  });
});
