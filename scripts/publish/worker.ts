import type { Cloudflare } from "./cloudflare.ts";
import { isObject } from "./json.ts";

/** One upload of the worker. */
export interface Version {
  readonly id: string;
  readonly number: number;
  readonly created: Date;
  readonly tag?: string;
  readonly message?: string;
}

/** The worker as Cloudflare has it. All answers are empty for a worker that was never deployed. */
export class Worker {
  readonly #cloudflare: Cloudflare;
  readonly name: string;

  constructor(cloudflare: Cloudflare, name: string) {
    this.#cloudflare = cloudflare;
    this.name = name;
  }

  /** The versions that can be deployed, newest first; Cloudflare keeps the last hundred. */
  async versions(): Promise<readonly Version[]> {
    const answer = await this.#find("listing the versions", "/versions?deployable=true");
    const items = isObject(answer) && Array.isArray(answer["items"]) ? answer["items"] : [];
    return items
      .map(versionOf)
      .filter((version) => version !== undefined)
      .toSorted((one, other) => other.number - one.number);
  }

  /** Ids of the versions that readers get: one, or two while a gradual deployment is under way. */
  async live(): Promise<readonly string[]> {
    const answer = await this.#find("listing the deployments", "/deployments");
    const latest: unknown =
      isObject(answer) && Array.isArray(answer["deployments"]) ? answer["deployments"][0] : undefined;
    const shares: unknown = isObject(latest) ? latest["versions"] : undefined;
    if (!Array.isArray(shares)) return [];
    return shares.filter(isObject).map((share) => String(share["version_id"]));
  }

  /** Id of the KV namespace behind a binding of the live version. */
  async namespaceOf(binding: string): Promise<string | undefined> {
    const settings = await this.#find("reading the worker's settings", "/settings");
    const bindings: readonly unknown[] =
      isObject(settings) && Array.isArray(settings["bindings"]) ? settings["bindings"] : [];
    const found = bindings.filter(isObject).find(({ name, type }) => name === binding && type === "kv_namespace");
    return typeof found?.["namespace_id"] === "string" ? found["namespace_id"] : undefined;
  }

  /** The modules of an upload, each as its bytes. https://developers.cloudflare.com/api/resources/workers/subresources/beta/ */
  async modules(version: string): Promise<readonly ArrayBuffer[]> {
    const path = `/workers/workers/${encodeURIComponent(this.name)}/versions/${version}?include=modules`;
    const answer = await this.#cloudflare.find("reading a version", path);
    const modules: readonly unknown[] = isObject(answer) && Array.isArray(answer["modules"]) ? answer["modules"] : [];
    return modules
      .filter(isObject)
      .map((module) => Uint8Array.from(Buffer.from(String(module["content_base64"]), "base64")).buffer);
  }

  async #find(what: string, path: string): Promise<unknown> {
    return this.#cloudflare.find(what, `/workers/scripts/${encodeURIComponent(this.name)}${path}`);
  }
}

function versionOf(item: unknown): Version | undefined {
  if (!isObject(item) || typeof item["id"] !== "string" || !isObject(item["metadata"])) return undefined;
  const annotations = isObject(item["annotations"]) ? item["annotations"] : {};
  const { "workers/tag": tag, "workers/message": message } = annotations;
  return {
    id: item["id"],
    number: Number(item["number"]),
    created: new Date(String(item["metadata"]["created_on"])),
    ...(typeof tag === "string" ? { tag } : {}),
    ...(typeof message === "string" ? { message } : {}),
  };
}
