import { parallel } from "../../base/parallel.ts";
import type { Cloudflare } from "./cloudflare.ts";

/** One upload of the worker. */
export interface Version {
  readonly id: string;
  readonly number: number;
  readonly created: Date;
  readonly tag?: string | undefined;
  readonly message?: string | undefined;
}

/** The worker's versions. */
export interface Published {
  /** Ids of the versions that readers get: one, or two while a gradual deployment is under way. */
  readonly live: readonly string[];
  /** Newest first, including the live ones unless Cloudflare does not show them. */
  readonly versions: readonly Version[];
}

/** A version as the API shows it. */
interface Item {
  readonly id: string;
  readonly number: number;
  readonly metadata: { readonly created_on: string };
  readonly annotations?: { readonly "workers/tag"?: string; readonly "workers/message"?: string };
}

/** Newest first. */
type Deployments = {
  readonly deployments: readonly { readonly versions: readonly { readonly version_id: string }[] }[];
};

interface Settings {
  readonly bindings?: readonly { readonly type: string; readonly name: string; readonly namespace_id?: string }[];
}

const readsAtOnce = 6;

/** The worker as Cloudflare has it. Everything is empty for a worker that was never deployed. */
export class Worker {
  readonly cloudflare: Cloudflare;
  readonly name: string;

  constructor(cloudflare: Cloudflare, name: string) {
    this.cloudflare = cloudflare;
    this.name = name;
  }

  /** The live and deployable versions. A live version that a hundred newer uploads have pushed off the list is read by its id. */
  async published(): Promise<Published> {
    const path = "/versions?deployable=true";
    const [live, listed] = await Promise.all([
      this.live(),
      this.#find<{ readonly items: readonly Item[] }>("listing the versions", path),
    ]);
    const items = listed?.items ?? [];
    const unlisted = live.filter((id) => !items.some((item) => item.id === id));
    const asked = await Promise.all(unlisted.map((id) => this.#find<Item>("reading a version", `/versions/${id}`)));
    const shown = [...items, ...asked.filter((item) => item !== undefined)];
    return { live, versions: shown.map(versionOf).toSorted((one, other) => other.number - one.number) };
  }

  /** Ids of the versions that readers get. */
  async live(): Promise<readonly string[]> {
    const answer = await this.#find<Deployments>("listing the deployments", "/deployments");
    return answer?.deployments[0]?.versions.map((share) => share.version_id) ?? [];
  }

  /** Id of the KV namespace behind a binding, of the live version or another. */
  async namespaceOf(binding: string, version?: string): Promise<string | undefined> {
    return (await this.#namespaces(version)).get(binding);
  }

  /** Names of the account's other workers that a KV namespace is bound to, under whatever name. */
  async othersOn(namespace: string): Promise<readonly string[]> {
    const scripts = await this.#ask<readonly { readonly id: string }[]>("listing the workers", "/scripts");
    const others = (scripts ?? [])
      .map(({ id }) => new Worker(this.cloudflare, id))
      .filter(({ name }) => name !== this.name);
    const found = await parallel(others, readsAtOnce, async (other) =>
      (await other.#reads(namespace)) ? [other.name] : [],
    );
    return found.flat().toSorted();
  }

  /** Whether a worker has a KV namespace, by its settings or by one of the versions between which its readers are divided. */
  async #reads(namespace: string): Promise<boolean> {
    const live = await this.live();
    // The settings are those of one version.
    for (const version of [undefined, ...(live.length > 1 ? live : [])])
      if ((await this.#namespaces(version)).values().some((id) => id === namespace)) return true;
    return false;
  }

  /** Ids of the KV namespaces of the live version or another, by the names of their bindings. */
  async #namespaces(version?: string): Promise<ReadonlyMap<string, string>> {
    const settings =
      version === undefined
        ? await this.#find<Settings>("reading a worker's settings", "/settings")
        : (await this.#find<{ readonly resources?: Settings }>("reading a version", `/versions/${version}`))?.resources;
    return new Map(
      settings?.bindings?.flatMap(({ type, name, namespace_id: id }) =>
        type === "kv_namespace" && id !== undefined ? [[name, id]] : [],
      ),
    );
  }

  /** The modules of an upload, each as its bytes. https://developers.cloudflare.com/api/resources/workers/subresources/beta/ */
  async modules(version: string): Promise<readonly ArrayBuffer[]> {
    const path = `/workers/${encodeURIComponent(this.name)}/versions/${version}?include=modules`;
    const answer = await this.#ask<{ readonly modules?: readonly { readonly content_base64: string }[] }>(
      "reading a version",
      path,
    );
    return (answer?.modules ?? []).map((module) => new Uint8Array(Buffer.from(module.content_base64, "base64")).buffer);
  }

  async #find<Result>(what: string, path: string): Promise<Result | undefined> {
    return this.#ask(what, `/scripts/${encodeURIComponent(this.name)}${path}`);
  }

  async #ask<Result>(what: string, path: string): Promise<Result | undefined> {
    return (await this.cloudflare.find(what, () => this.cloudflare.send<Result>(`/workers${path}`)))?.result;
  }
}

function versionOf({ id, number, metadata, annotations }: Item): Version {
  const { "workers/tag": tag, "workers/message": message } = annotations ?? {};
  return { id, number, created: new Date(metadata.created_on), tag, message };
}
