/** The prebuild's output. Wrangler bundles files that end in `.bin` as bytes. */
declare module "*.bin" {
  const bytes: ArrayBuffer;
  export default bytes;
}

/** What reduces words to their stems, for each language of the blog. */
declare module "*/stemmers.mjs" {
  const stemmers: Readonly<Record<string, (word: string) => string>>;
  export default stemmers;
}
