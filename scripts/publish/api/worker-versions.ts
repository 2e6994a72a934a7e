import { parallel } from "../../base/parallel.ts";
import type { Cloudflare } from "./cloudflare.ts";
import { ApiError } from "./request.ts";
import { anything, list, number, optional, record, type Shape, type Shaped, text } from "./shapes.ts";

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
  /** The last switches, newest first. */
  readonly deployments: readonly Deployment[];
}

/** A version as the API shows it. */
const item = record({
  id: text,
  number,
  metadata: record({ created_on: text }),
  annotations: optional(record({ "workers/tag": optional(text), "workers/message": optional(text) })),
});

/** One switch: what readers got from then on. */
export interface Deployment {
  /** Ids of the versions: one, or two while a gradual deployment is under way. */
  readonly live: readonly string[];
  readonly created: Date | undefined;
}

/** Newest first. */
const deployments = record({
  deployments: list(record({ versions: list(record({ version_id: text })), created_on: optional(text) })),
});

const settings = record({ bindings: optional(list(record({ type: text, name: text, namespace_id: optional(text) }))) });

const upload = record({ modules: optional(list(record({ content_base64: text }))) });

const readsAtOnce = 6;

/** What Cloudflare answers to a deployment of a version that was uploaded with other secrets. */
const secretsChanged = 10_220;

/** The worker as Cloudflare has it. Everything is empty for a worker that was never deployed. */
export type Worker = ReturnType<typeof workerOf>;

export function workerOf(cloudflare: Cloudflare, name: string) {
  const ask = async <Result>(what: string, path: string, isResult: Shape<Result>): Promise<Result | undefined> =>
    (await cloudflare.find(what, () => cloudflare.send(`/workers${path}`, isResult)))?.result;
  const find = async <Result>(what: string, path: string, isResult: Shape<Result>): Promise<Result | undefined> =>
    ask(what, `/scripts/${encodeURIComponent(name)}${path}`, isResult);

  /** The live and deployable versions. A live version that a hundred newer uploads have pushed off the list is read by its id. */
  async function published(): Promise<Published> {
    const listing = find("listing the versions", "/versions?deployable=true", record({ items: list(item) }));
    const [switches, listed] = await Promise.all([switched(), listing]);
    const ids = switches[0]?.live ?? [];
    const items = listed?.items ?? [];
    const unlisted = ids.filter((id) => !items.some((item) => item.id === id));
    const asked = await Promise.all(unlisted.map((id) => find("reading a version", `/versions/${id}`, item)));
    const shown = [...items, ...asked.filter((item) => item !== undefined)];
    const versions = shown.map(versionOf).toSorted((one, other) => other.number - one.number);
    return { live: ids, versions, deployments: switches };
  }

  /** The last switches, newest first. */
  async function switched(): Promise<readonly Deployment[]> {
    const answer = await find("listing the deployments", "/deployments", deployments);
    return (answer?.deployments ?? []).map(({ versions, created_on: created }) => ({
      live: versions.map((share) => share.version_id),
      created: created ? new Date(created) : undefined,
    }));
  }

  /** Ids of the versions that readers get. */
  async function live(): Promise<readonly string[]> {
    return (await switched())[0]?.live ?? [];
  }

  /**
   * Makes a version live that Cloudflare has. Returns what Cloudflare said of secrets that have changed since it was uploaded,
   * if any did: it wants to be told that this is meant, as `wrangler rollback` tells it.
   */
  async function switchTo(version: string, message: string): Promise<string | undefined> {
    const body = JSON.stringify({
      strategy: "percentage",
      versions: [{ version_id: version, percentage: 100 }],
      annotations: { "workers/message": message },
    });
    const path = `/workers/scripts/${encodeURIComponent(name)}/deployments`;
    let [query, secrets, isUnsure]: [string, string | undefined, boolean] = ["", undefined, false];
    await cloudflare.ask("switching to a version", async () => {
      if (isUnsure && (await live()).join() === version) return;
      const send = () => cloudflare.send(path + query, anything, { method: "POST", body });
      await send()
        .catch((error: unknown) => {
          if (query !== "" || !(error instanceof ApiError && error.codes.includes(secretsChanged))) throw error;
          [query, secrets] = ["?force=true", error.message];
          return send();
        })
        .catch((error: unknown) => {
          isUnsure = true;
          throw error;
        });
    });
    return secrets;
  }

  /** Id of the KV namespace behind a binding, of the live version or another. */
  async function namespaceOf(binding: string, version?: string): Promise<string | undefined> {
    return (await namespaces(version)).get(binding);
  }

  /** Names of the account's other workers that a KV namespace is bound to, under whatever name. */
  async function othersOn(namespace: string): Promise<readonly string[]> {
    const scripts = await ask("listing the workers", "/scripts", list(record({ id: text })));
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
    const found =
      version === undefined
        ? await find("reading a worker's settings", "/settings", settings)
        : (await find("reading a version", `/versions/${version}`, record({ resources: optional(settings) })))
            ?.resources;
    return new Map(
      found?.bindings?.flatMap(({ type, name: bound, namespace_id: id }) =>
        type === "kv_namespace" && text(id) ? [[bound, id]] : [],
      ),
    );
  }

  /** The modules of an upload, each as its bytes. https://developers.cloudflare.com/api/resources/workers/subresources/beta/ */
  async function modules(version: string): Promise<readonly ArrayBuffer[]> {
    const path = `/workers/${encodeURIComponent(name)}/versions/${version}?include=modules`;
    const uploaded = await ask("reading a version", path, upload);
    return (uploaded?.modules ?? []).map((each) => new Uint8Array(Buffer.from(each.content_base64, "base64")).buffer);
  }

  return { cloudflare, name, published, switched, live, switchTo, namespaceOf, othersOn, reads, modules };
}

function versionOf({ metadata, annotations, ...found }: Shaped<typeof item>): Version {
  const [tag, message] = [annotations?.["workers/tag"] ?? undefined, annotations?.["workers/message"] ?? undefined];
  return { id: found.id, number: found.number, created: new Date(metadata.created_on), tag, message };
}
