import { createHash, randomUUID } from "node:crypto";
import { clock } from "./clock.ts";
import { type Call, readForm } from "./envelope.ts";

export interface Module {
  readonly name: string;
  readonly type: string;
  readonly content: Buffer;
}

interface Binding {
  readonly name: string;
  readonly type: string;
  readonly namespace_id?: string;
}

interface Metadata {
  readonly main_module: string;
  readonly compatibility_date?: string;
  readonly compatibility_flags?: readonly string[];
  readonly bindings: readonly Binding[];
  readonly annotations?: Readonly<Record<string, string>>;
  readonly assets?: { readonly jwt?: string };
}

/** One upload of the worker: what wrangler sent, whole. */
export interface Version {
  readonly id: string;
  readonly number: number;
  readonly created: Date;
  readonly metadata: Metadata;
  readonly modules: readonly Module[];
  /** The secrets that the worker had, by name. */
  readonly secrets: ReadonlyMap<string, string>;
}

/** @param secrets digests of the worker's secrets, by name */
export async function readVersion(call: Call, number: number, secrets: Version["secrets"]): Promise<Version> {
  const form = await readForm(call);
  const part = form.get("metadata");
  const metadata = JSON.parse(typeof part === "string" ? part : ((await part?.text()) ?? "")) as Metadata;
  const modules: Module[] = [];
  for (const [name, file] of form) {
    if (name === "metadata" || typeof file === "string") continue;
    modules.push({ name, type: file.type, content: Buffer.from(await file.arrayBuffer()) });
  }
  return { id: randomUUID(), number, created: new Date(clock.now()), metadata, modules, secrets };
}

/** A version as the API shows it: https://developers.cloudflare.com/api/resources/workers/subresources/scripts/subresources/versions/ */
export function describe({ id, number, created, metadata, modules }: Version) {
  const etag = createHash("sha256");
  for (const { name, content } of modules) etag.update(name).update(content);
  return {
    id,
    number,
    startup_time_ms: 5,
    metadata: {
      created_on: created.toISOString(),
      modified_on: created.toISOString(),
      source: "wrangler",
      author_id: "b54f07a6c269ecca2fa60f1ae4920c99",
      author_email: "author@example.com",
      hasPreview: true,
      has_preview: true,
    },
    annotations: { "workers/triggered_by": "upload", ...metadata.annotations },
    resources: {
      bindings: metadata.bindings,
      script: { etag: etag.digest("hex"), handlers: ["fetch"], last_deployed_from: "wrangler" },
      script_runtime: {
        compatibility_date: metadata.compatibility_date,
        compatibility_flags: metadata.compatibility_flags ?? [],
        usage_model: "standard",
        limits: {},
      },
    },
  };
}
