import { hash } from "node:crypto";

/** The first 128 bits of the SHA-256, in hexadecimal: enough that no two texts share one. */
export const digestOf = (content: string | Uint8Array): string => hash("sha256", content, "hex").slice(0, 32);
