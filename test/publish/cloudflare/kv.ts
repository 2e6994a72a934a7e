import { randomBytes } from "node:crypto";
import { type Answer, type Call, failure, ok, readForm, readJson } from "./envelope.ts";
import { Namespace, type Pair } from "./namespace.ts";

/** What a fault does to one bulk write: how many of its pairs are stored, and which are reported as unsuccessful. */
export interface Bulk {
  readonly store: (pairs: readonly Pair[]) => readonly Pair[];
  readonly report: (pairs: readonly Pair[]) => readonly string[];
}

const whole: Bulk = { store: (pairs) => pairs, report: () => [] };

/** Workers KV's part of the API: https://developers.cloudflare.com/api/resources/kv/ */
export class Kv {
  readonly namespaces: Namespace[] = [];
  /** Largest page of a listing; Cloudflare's is 1,000. */
  pageSize = 1_000;
  /** How long listings lag behind writes, in milliseconds. */
  lag = 0;
  /** How long a new key cannot be read, in milliseconds. */
  readLag = 0;
  /** Writes that are left until Cloudflare's daily limit says no. */
  quota = Infinity;
  quotaStatus = 429;
  /** Called after every deletion. */
  deleted: () => void = () => {};

  /** The namespace of the blog; there is one in every test. */
  get only(): Namespace {
    const [namespace] = this.namespaces;
    if (namespace === undefined) throw new Error("the account has no namespace");
    return namespace;
  }

  find(id: string | undefined): Namespace | undefined {
    return this.namespaces.find((namespace) => namespace.id === id);
  }

  async answer(call: Call, rest: string, bulk: Bulk = whole): Promise<Answer | undefined> {
    if (rest === "") return call.method === "POST" ? this.#create(call) : this.#listNamespaces(call);
    const [, id, verb, name] = /^\/([^/]+)(?:\/(.+?))?(?:\/(.+))?$/.exec(rest) ?? [];
    const namespace = this.find(id);
    if (namespace === undefined) return failure(404, 10013, "namespace not found");
    if (verb === undefined) return call.method === "GET" ? ok(shown(namespace)) : undefined;
    [namespace.lag, namespace.readLag] = [this.lag, this.readLag];
    const key = decodeURIComponent(name ?? "");
    switch (`${call.method} ${verb}${verb === "bulk" && name !== undefined ? `/${name}` : ""}`) {
      case "GET keys":
        return this.#list(namespace, call);
      case "GET values":
        return this.#read(namespace, key);
      case "PUT values":
        return this.#write(namespace, [await pairOf(key, call)], whole);
      case "PUT bulk":
        return this.#write(namespace, readJson(call) as Pair[], bulk);
      case "POST bulk/delete":
        return this.#delete(namespace, readJson(call) as string[]);
      default:
        return undefined;
    }
  }

  #create(call: Call): Answer {
    const { title } = readJson(call) as { title: string };
    if (this.namespaces.some((namespace) => namespace.title === title))
      return failure(400, 10014, "a namespace with this account ID and title already exists");
    const namespace = new Namespace(randomBytes(16).toString("hex"), title);
    this.namespaces.push(namespace);
    return ok(shown(namespace));
  }

  #listNamespaces(call: Call): Answer {
    const size = Number(call.query.get("per_page") ?? 20);
    const number = Number(call.query.get("page") ?? 1);
    const page = this.namespaces.slice((number - 1) * size, number * size);
    const info = { page: number, per_page: size, count: page.length, total_count: this.namespaces.length };
    return ok(page.map(shown), info);
  }

  #list(namespace: Namespace, call: Call): Answer {
    const limit = Math.min(Number(call.query.get("limit") ?? 1_000), this.pageSize);
    const after = Buffer.from(call.query.get("cursor") ?? "", "base64url").toString();
    const { names, last } = namespace.page(call.query.get("prefix") ?? "", after, limit);
    const keys = names.map(([name, metadata]) => (metadata === undefined ? { name } : { name, metadata }));
    return ok(keys, { count: keys.length, cursor: last === undefined ? "" : Buffer.from(last).toString("base64url") });
  }

  #read(namespace: Namespace, key: string): Answer {
    const stored = namespace.read(key);
    return stored === undefined ? failure(404, 10009, "get: 'key not found'") : { bytes: stored.value };
  }

  #write(namespace: Namespace, pairs: readonly Pair[], bulk: Bulk): Answer {
    const problem = limitProblem(pairs);
    if (problem !== undefined) return problem;
    if (pairs.length > this.quota) return failure(this.quotaStatus, 10048, "KV put() limit exceeded for the day");
    const unsuccessful = bulk.report(pairs);
    const stored = bulk.store(pairs).filter(({ key }) => !unsuccessful.includes(key));
    for (const pair of stored) namespace.put(pair);
    this.quota -= stored.length;
    return ok({ successful_key_count: stored.length, unsuccessful_keys: unsuccessful });
  }

  #delete(namespace: Namespace, keys: readonly string[]): Answer {
    if (keys.length > 10_000) return failure(400, 10047, "too many keys in a bulk delete");
    for (const key of keys) namespace.delete(key);
    this.deleted();
    return ok({ successful_key_count: keys.length, unsuccessful_keys: [] });
  }
}

const shown = ({ id, title }: Namespace) => ({ id, title, supports_url_encoding: true });

/** https://developers.cloudflare.com/kv/platform/limits/ */
function limitProblem(pairs: readonly Pair[]): Answer | undefined {
  if (pairs.length > 10_000) return failure(400, 10047, "too many pairs in a bulk write");
  if (pairs.some(({ key }) => Buffer.byteLength(key) > 512)) return failure(414, 10016, "key exceeds 512 bytes");
  if (pairs.some(({ value }) => Buffer.byteLength(value) > 26_214_400))
    return failure(413, 10018, "value exceeds 25 MiB");
  if (pairs.some(({ metadata }) => JSON.stringify(metadata ?? null).length > 1_024))
    return failure(413, 10033, "metadata exceeds 1,024 bytes");
  if (pairs.some(({ expiration_ttl: life }) => life !== undefined && life < 60))
    return failure(400, 10039, "expiration_ttl is less than 60");
  return undefined;
}

async function pairOf(key: string, call: Call): Promise<Pair> {
  if (!call.headers.get("content-type")?.startsWith("multipart/"))
    return { key, value: call.body.toString("base64"), base64: true };
  const form = await readForm(call);
  const value = form.get("value");
  const bytes = Buffer.from(await new Blob(value === null ? [] : [value]).arrayBuffer());
  const metadata = form.get("metadata");
  return {
    key,
    value: bytes.toString("base64"),
    base64: true,
    ...(typeof metadata === "string" ? { metadata: JSON.parse(metadata) as unknown } : {}),
  };
}
