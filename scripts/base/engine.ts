import manifest from "../../package.json" with { type: "json" };

/** This code as npm knows it: the repository, or the package that a blog depends on. */
export const engine = manifest;
