import { randomUUID } from "node:crypto";
import { type Answer, type Call, failure, ok, readForm, readJson } from "./envelope.ts";

type Manifest = Readonly<Record<string, { readonly hash: string; readonly size: number }>>;

interface Session {
  readonly manifest: Manifest;
  readonly missing: Set<string>;
}

/** Static assets: upload sessions, and files by hash. https://developers.cloudflare.com/workers/static-assets/direct-upload/ */
export class Assets {
  /** Base64 of each file that was ever uploaded, and its media type. */
  readonly files = new Map<string, { content: string; type: string }>();
  readonly #sessions = new Map<string, Session>();

  open(call: Call): Answer {
    const { manifest } = readJson(call) as { manifest: Manifest };
    const hashes = new Set(Object.values(manifest).map(({ hash }) => hash));
    const missing = new Set([...hashes].filter((hash) => !this.files.has(hash)));
    const jwt = tokenOf(randomUUID());
    this.#sessions.set(jwt, { manifest, missing });
    return ok({ jwt, buckets: missing.size === 0 ? [] : [[...missing]] });
  }

  async upload(call: Call): Promise<Answer> {
    const jwt = (call.headers.get("authorization") ?? "").replace("Bearer ", "");
    const session = this.#sessions.get(jwt);
    if (session === undefined) return failure(401, 10000, "Authentication error");
    for (const [hash, part] of await readForm(call)) {
      const content = typeof part === "string" ? part : await part.text();
      this.files.set(hash, { content, type: typeof part === "string" ? "" : part.type });
      session.missing.delete(hash);
    }
    return session.missing.size === 0 ? { result: { jwt }, status: 201 } : { result: { jwt: null }, status: 202 };
  }

  /** Paths of a finished session and their files, in base64. */
  of(jwt: string | undefined): ReadonlyMap<string, string> {
    const manifest = this.#sessions.get(jwt ?? "")?.manifest ?? {};
    return new Map(Object.entries(manifest).map(([path, { hash }]) => [path, this.files.get(hash)?.content ?? ""]));
  }
}

/** wrangler reads the expiry of what it was given, so it has to look like a JSON Web Token. */
function tokenOf(id: string): string {
  const parts = [{ alg: "none" }, { id, exp: Math.floor(Date.now() / 1_000) + 3_600 }];
  return [...parts.map((part) => Buffer.from(JSON.stringify(part)).toString("base64url")), ""].join(".");
}
