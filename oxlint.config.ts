import type { OxlintConfig, OxlintOverride } from "oxlint";

// Which room may import which: test/whole/rooms.test.ts compares this with the table in docs/architecture.md. A rule sees no more of an
// import than its text, so a room has one for each depth of its files, made from these lists.

/** The rooms of `src/`, with what each may import: other rooms, single files, packages. */
const src: Readonly<Record<string, readonly string[]>> = {
  content: [],
  "markup.ts": [],
  "shared-reads.ts": [],
  search: ["content", "shared-reads.ts"],
  views: ["content", "markup.ts", "search/found.ts", "search/paths.ts"],
  http: ["content", "search", "views", "fastest-levenshtein"],
  "store.ts": ["shared-reads.ts"],
  "app.ts": ["content", "http", "search", "store.ts", "views", "hono"],
  "index.ts": ["app.ts", "content", "http", "search", "store.ts", "views", "hono"],
  "theme.ts": ["fore-edge/theme"],
  "worker.ts": ["index.ts", "theme.ts", "../dist/**"],
};

/** The rooms that make a release of a folder. Each may import those before it. */
const chain = "base store search-index markdown read images feeds site routes timeline build".split(" ");
const before = (room: string): string[] => chain.slice(0, chain.indexOf(room));

/** The rooms of `scripts/`, with what each may import besides `src/` and packages. */
const scripts: Readonly<Record<string, readonly string[]>> = {
  ...Object.fromEntries(chain.map((room) => [room, before(room)])),
  base: ["../package.json"],
  authoring: before("routes"),
  import: [...before("routes"), "authoring"],
  check: chain,
  dev: chain,
  export: chain,
  publish: chain,
  compare: [...chain, "import"],
  browser: [...chain, "dev"],
  bench: [...chain, "browser", "publish"],
};

/** Of the patterns that match an import the last one decides, and `!` allows it. */
const rule = (files: string, group: string[]): OxlintOverride => ({
  files: [files],
  rules: {
    "no-restricted-imports": [
      "error",
      { patterns: [{ group, message: "docs/architecture.md says which room may import which" }] },
    ],
  },
});

/** The files of a room, and the way from them to the room's neighbours. */
const depths = (room: string): (readonly [files: string, up: string])[] =>
  room.endsWith(".ts")
    ? [[room, "./"]]
    : [
        [`${room}/*.ts`, "../"],
        [`${room}/*/*.ts`, "../../"],
      ];

const allow = (up: string, names: readonly string[]): string[] =>
  names.map((name) => `!${up}${name}${/\.\w+$/.test(name) ? "" : "/**"}`);

const isOfSrc = (name: string): boolean => Object.hasOwn(src, name.replace(/\/.*/, ""));

export default {
  plugins: ["typescript", "unicorn", "oxc", "import", "promise", "node", "vitest"],
  categories: {
    correctness: "error",
    suspicious: "error",
  },
  rules: {
    "typescript/no-explicit-any": "error",
    "typescript/no-non-null-assertion": "error",
    "import/no-cycle": "error",
    "import/no-unassigned-import": "off",
    "no-shadow": "off",
    "unicorn/no-array-sort": "off",
    "unicorn/no-array-reverse": "off",
    "typescript/no-unsafe-type-assertion": "off",
    "typescript/no-unnecessary-type-parameters": "off",
    "unicorn/consistent-function-scoping": "off",
    "import/no-named-as-default-member": "off",
    eqeqeq: "error",
    "no-console": "off",
  },
  ignorePatterns: ["dist", "lib", "create/template", "coverage"],
  overrides: [
    { files: ["scripts/**/*.ts"], rules: { "no-console": "error" } },
    ...Object.entries(src).flatMap(([room, names]) =>
      depths(`src/${room}`).map(([files, up]) => {
        const own = up === "./" ? [] : ["!./**", "!../**", `${up}**`];
        const packages = names.filter((name) => !isOfSrc(name)).map((name) => `!${name}`);
        return rule(files, ["**", ...own, ...allow(up, names.filter(isOfSrc)), ...packages]);
      }),
    ),
    ...Object.entries(scripts).flatMap(([room, names]) =>
      depths(`scripts/${room}`).map(([files, up]) => rule(files, [`${up}**`, ...allow(up, ["../src", ...names])])),
    ),
    // Commands import no other command.
    rule("scripts/*.ts", ["./*.ts", "../**", "!../src/**"]),
  ],
} satisfies OxlintConfig;
