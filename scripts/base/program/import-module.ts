/** Imports a module that is not to be in the program, or that nobody knows before. */
export const importModule = (module: URL): Promise<unknown> =>
  import.meta.program?.import(module) ?? import(module.href);
