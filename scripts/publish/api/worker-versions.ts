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

type Upload = { readonly modules?: readonly { readonly content_base64: string }[] };

const readsAtOnce = 6;

/** The worker as Cloudflare has it. Everything is empty for a worker that was never deployed. */
export type Worker = ReturnType<typeof workerOf>;

export function workerOf(cloudflare: Cloudflare, name: string) {
  const ask = async <Result>(what: string, path: string): Promise<Result | undefined> =>
    (await cloudflare.find(what, () => cloudflare.send<Result>(`/workers${path}`)))?.result;
  const find = async <Result>(what: string, path: string): Promise<Result | undefined> =>
    ask<Result>(what, `/scripts/${encodeURIComponent(name)}${path}`);

  /** The live and deployable versions. A live version that a hundred newer uploads have pushed off the list is read by its id. */
  async function published(): Promise<Published> {
    const listing = find<{ readonly items: readonly Item[] }>("listing the versions", "/versions?deployable=true");
    const [ids, listed] = await Promise.all([live(), listing]);
    const items = listed?.items ?? [];
    const unlisted = ids.filter((id) => !items.some((item) => item.id === id));
    const asked = await Promise.all(unlisted.map((id) => find<Item>("reading a version", `/versions/${id}`)));
    const shown = [...items, ...asked.filter((item) => item !== undefined)];
    return { live: ids, versions: shown.map(versionOf).toSorted((one, other) => other.number - one.number) };
  }

  /** Ids of the versions that readers get. */
  async function live(): Promise<readonly string[]> {
    const answer = await find<Deployments>("listing the deployments", "/deployments");
    return answer?.deployments[0]?.versions.map((share) => share.version_id) ?? [];
  }

  /** Id of the KV namespace behind a binding, of the live version or another. */
  async function namespaceOf(binding: string, version?: string): Promise<string | undefined> {
    return (await namespaces(version)).get(binding);
  }

  /** Names of the account's other workers that a KV namespace is bound to, under whatever name. */
  async function othersOn(namespace: string): Promise<readonly string[]> {
    const scripts = await ask<readonly { readonly id: string }[]>("listing the workers", "/scripts");
    const others = (scripts ?? []).filter(({ id }) => id !== name).map(({ id }) => workerOf(cloudflare, id));
    const found = await parallel(others, readsAtOnce, async (other) =>
      (await other.reads(namespace)) ? [other.name] : [],
    );
    return found.flat().toSorted();
  }

  /** Whether it has a KV namespace, by its settings or by one of the versions between which its readers are divided. */
  async function reads(namespace: string): Promise<boolean> {
    const ids = await live();
    // The settings are those of one version.
    for (const version of [undefined, ...(ids.length > 1 ? ids : [])])
      if ((await namespaces(version)).values().some((id) => id === namespace)) return true;
    return false;
  }

  /** Ids of the KV namespaces of the live version or another, by the names of their bindings. */
  async function namespaces(version?: string): Promise<ReadonlyMap<string, string>> {
    const settings =
      version === undefined
        ? await find<Settings>("reading a worker's settings", "/settings")
        : (await find<{ readonly resources?: Settings }>("reading a version", `/versions/${version}`))?.resources;
    return new Map(
      settings?.bindings?.flatMap(({ type, name: bound, namespace_id: id }) =>
        type === "kv_namespace" && id !== undefined ? [[bound, id]] : [],
      ),
    );
  }

  /** The modules of an upload, each as its bytes. https://developers.cloudflare.com/api/resources/workers/subresources/beta/ */
  async function modules(version: string): Promise<readonly ArrayBuffer[]> {
    const path = `/workers/${encodeURIComponent(name)}/versions/${version}?include=modules`;
    const uploaded = await ask<Upload>("reading a version", path);
    return (uploaded?.modules ?? []).map((each) => new Uint8Array(Buffer.from(each.content_base64, "base64")).buffer);
  }

  return { cloudflare, name, published, live, namespaceOf, othersOn, reads, modules };
}

function versionOf({ id, number, metadata, annotations }: Item): Version {
  const { "workers/tag": tag, "workers/message": message } = annotations ?? {};
  return { id, number, created: new Date(metadata.created_on), tag, message };
}
