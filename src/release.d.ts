/** The prebuild's output, which wrangler bundles as bytes (`[[rules]]` in wrangler.toml). */
declare module "*.bin" {
  const bytes: ArrayBuffer;
  export default bytes;
}
