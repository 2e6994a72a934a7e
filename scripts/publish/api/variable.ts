/** A variable of the environment. An empty one, as workflows make it of a secret that is not there, counts as none. */
export const variable = (name: string): string | undefined => process.env[name]?.trim() || undefined;
