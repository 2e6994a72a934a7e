/** The prebuild's output: wrangler bundles files that end in `.bin` as bytes. */
declare module "*.bin" {
  const bytes: ArrayBuffer;
  export default bytes;
}
