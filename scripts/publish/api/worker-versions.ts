import { parallel } from "../../base/parallel.ts";
import type { Cloudflare } from "./cloudflare.ts";
import { isRecord } from "../../base/record.ts";

/** One upload of the worker. */
export interface Version {
  readonly id: string;
  readonly number: number;
  readonly created: Date;
  readonly tag?: string;
  readonly message?: string;
}

/** The worker's versions. */
export interface Published {
  /** Ids of the versions that readers get. */
  readonly live: readonly string[];
  /** Newest first, including the live ones unless Cloudflare does not show them. */
  readonly versions: readonly Version[];
}

const readsAtOnce = 6;

/** The worker as Cloudflare has it. Everything is empty for a worker that was never deployed. */
export class Worker {
  readonly #cloudflare: Cloudflare;
  readonly name: string;

  constructor(cloudflare: Cloudflare, name: string) {
    this.#cloudflare = cloudflare;
    this.name = name;
  }

  /** The live and deployable versions. A live version that a hundred newer uploads have pushed off the list is read by its id. */
  async published(): Promise<Published> {
    const [live, listed] = await Promise.all([this.live(), this.versions()]);
    const unlisted = live.filter((id) => !listed.some((version) => version.id === id));
    const asked = await Promise.all(unlisted.map((id) => this.#version(id)));
    const versions = [...listed, ...asked.filter((version) => version !== undefined)];
    return { live, versions: versions.toSorted((one, other) => other.number - one.number) };
  }

  /** The versions that Cloudflare lists as deployable, newest first: the last hundred. */
  async versions(): Promise<readonly Version[]> {
    const answer = await this.#find("listing the versions", "/versions?deployable=true");
    const items = isRecord(answer) && Array.isArray(answer["items"]) ? answer["items"] : [];
    return items
      .map(versionOf)
      .filter((version) => version !== undefined)
      .toSorted((one, other) => other.number - one.number);
  }

  /** Ids of the versions that readers get: one, or two while a gradual deployment is under way. */
  async live(): Promise<readonly string[]> {
    const answer = await this.#find("listing the deployments", "/deployments");
    const latest: unknown =
      isRecord(answer) && Array.isArray(answer["deployments"]) ? answer["deployments"][0] : undefined;
    const shares: unknown = isRecord(latest) ? latest["versions"] : undefined;
    if (!Array.isArray(shares)) return [];
    return shares.filter(isRecord).map((share) => String(share["version_id"]));
  }

  async #version(id: string): Promise<Version | undefined> {
    return versionOf(await this.#find("reading a version", `/versions/${id}`));
  }

  /** Id of the KV namespace behind a binding, of the live version or another. */
  async namespaceOf(binding: string, version?: string): Promise<string | undefined> {
    if (version === undefined) return (await this.#namespacesOf(this.name)).get(binding);
    return (await this.#namespacesIn(version)).get(binding);
  }

  /** Names of the account's other workers that a KV namespace is bound to, under whatever name. */
  async othersOn(namespace: string): Promise<readonly string[]> {
    const answer = await this.#cloudflare.find("listing the workers", "/workers/scripts");
    const scripts: readonly unknown[] = Array.isArray(answer) ? answer : [];
    const names = scripts.filter(isRecord).map(({ id }) => String(id));
    const found: string[] = [];
    await parallel(
      names.filter((name) => name !== this.name),
      readsAtOnce,
      async (name) => {
        if (await this.#reads(name, namespace)) found.push(name);
      },
    );
    return found.toSorted();
  }

  /** Whether a worker has a KV namespace, by its settings or by one of the versions between which its readers are divided. */
  async #reads(name: string, namespace: string): Promise<boolean> {
    if ([...(await this.#namespacesOf(name)).values()].includes(namespace)) return true;
    const other = new Worker(this.#cloudflare, name);
    const live = await other.live();
    // The settings are those of one version.
    for (const id of live.length > 1 ? live : [])
      if ([...(await other.#namespacesIn(id)).values()].includes(namespace)) return true;
    return false;
  }

  async #namespacesIn(version: string): Promise<ReadonlyMap<unknown, string>> {
    const answer = await this.#find("reading a version", `/versions/${version}`);
    return namespacesIn(isRecord(answer) ? answer["resources"] : undefined);
  }

  /** Ids of a worker's KV namespaces, by the names of their bindings. */
  async #namespacesOf(worker: string): Promise<ReadonlyMap<unknown, string>> {
    const path = `/workers/scripts/${encodeURIComponent(worker)}/settings`;
    return namespacesIn(await this.#cloudflare.find("reading a worker's settings", path));
  }

  /** The modules of an upload, each as its bytes. https://developers.cloudflare.com/api/resources/workers/subresources/beta/ */
  async modules(version: string): Promise<readonly ArrayBuffer[]> {
    const path = `/workers/workers/${encodeURIComponent(this.name)}/versions/${version}?include=modules`;
    const answer = await this.#cloudflare.find("reading a version", path);
    const modules: readonly unknown[] = isRecord(answer) && Array.isArray(answer["modules"]) ? answer["modules"] : [];
    return modules
      .filter(isRecord)
      .map((module) => Uint8Array.from(Buffer.from(String(module["content_base64"]), "base64")).buffer);
  }

  async #find(what: string, path: string): Promise<unknown> {
    return this.#cloudflare.find(what, `/workers/scripts/${encodeURIComponent(this.name)}${path}`);
  }
}

function namespacesIn(settings: unknown): ReadonlyMap<unknown, string> {
  const bindings: readonly unknown[] =
    isRecord(settings) && Array.isArray(settings["bindings"]) ? settings["bindings"] : [];
  const namespaces = bindings.filter(isRecord).filter(({ type }) => type === "kv_namespace");
  return new Map(namespaces.map(({ name, namespace_id: id }) => [name, String(id)]));
}

function versionOf(item: unknown): Version | undefined {
  if (!isRecord(item) || typeof item["id"] !== "string" || !isRecord(item["metadata"])) return undefined;
  const annotations = isRecord(item["annotations"]) ? item["annotations"] : {};
  const { "workers/tag": tag, "workers/message": message } = annotations;
  return {
    id: item["id"],
    number: Number(item["number"]),
    created: new Date(String(item["metadata"]["created_on"])),
    ...(typeof tag === "string" ? { tag } : {}),
    ...(typeof message === "string" ? { message } : {}),
  };
}
