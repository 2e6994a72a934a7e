import { randomUUID } from "node:crypto";
import { clock } from "./clock.ts";
import { type Answer, type Call, failure, ok, readJson } from "./envelope.ts";
import { describe, readVersion, type Version } from "./version.ts";

interface Share {
  readonly version_id: string;
  readonly percentage: number;
}

interface Origin {
  readonly hostname: string;
}

interface Domains {
  readonly origins: readonly Origin[];
  readonly override_existing_origin: boolean;
  readonly override_existing_dns_record: boolean;
}

interface Deployment {
  readonly id: string;
  readonly created: Date;
  readonly versions: readonly Share[];
  readonly annotations: Readonly<Record<string, string>>;
}

/** What the workers of an account share. */
export interface Account {
  /** The account's name at workers.dev; an account that is new has none. */
  subdomain: string | undefined;
  /** Host names that have DNS records already. */
  readonly records: Set<string>;
  /** Custom domains, and to which worker each leads. */
  readonly origins: Map<string, string>;
}

/** One worker of the account, with its uploads and switches. */
export class Script {
  readonly name: string;
  /** Oldest first. */
  readonly versions: Version[] = [];
  /** Newest first, as the API lists them. */
  readonly deployments: Deployment[] = [];
  /** Custom domains. */
  domains: readonly string[] = [];
  /** What `wrangler secret put` set, by name. */
  readonly secrets = new Map<string, string>();
  /** How many versions a list shows, the newest; each is still there for who asks for it by its id. */
  mostListed = 100;
  readonly #switched: () => void;
  readonly #account: Account;
  #subdomain = { enabled: false, previews_enabled: false };
  #tags: readonly string[] = [];

  /** @param switched called after every switch */
  constructor(name: string, account: Account, switched: () => void) {
    this.name = name;
    this.#account = account;
    this.#switched = switched;
  }

  /** The version that all readers get. */
  get live(): Version | undefined {
    const id = this.deployments[0]?.versions[0]?.version_id;
    return this.versions.find((version) => version.id === id);
  }

  service(call: Call, area: string, tail: string): Answer | undefined {
    if (area === "services" && tail === "") {
      const script = { id: this.name, tag: "stand-in-tag", tags: this.#tags, last_deployed_from: "wrangler" };
      return ok({ id: this.name, default_environment: { environment: "production", script } });
    }
    if (area === "workers" && tail === "") return ok({ id: this.name, name: this.name, subdomain: this.#addresses });
    const id = /^versions\/(.+)$/.exec(tail)?.[1];
    const version = this.versions.find((candidate) => candidate.id === id);
    if (area !== "workers" || version === undefined)
      return id === undefined ? undefined : failure(404, 10092, "version not found");
    const modules = version.modules.map((module) => ({
      name: module.name,
      content_type: module.type,
      content_base64: module.content.toString("base64"),
    }));
    const shown = { id, number: version.number, created_on: version.created.toISOString() };
    return ok(call.query.get("include") === "modules" ? { ...shown, modules } : shown);
  }

  get #addresses() {
    const host = `${this.name}.stand-in.workers.dev`;
    return { ...this.#subdomain, url: `https://${host}`, preview_url_suffix: `-${host}` };
  }

  async script(call: Call, tail: string): Promise<Answer | undefined> {
    const id = /^versions\/(.+)$/.exec(tail)?.[1];
    if (id !== undefined) {
      const version = this.versions.find((candidate) => candidate.id === id);
      return version === undefined ? failure(404, 10092, "version not found") : ok(describe(version));
    }
    switch (`${call.method} ${tail}`) {
      case "GET versions":
        return ok({ items: this.versions.toReversed().slice(0, this.mostListed).map(describe) });
      case "POST versions":
        return ok(describe(await this.#add(call)));
      case "GET deployments":
        return ok({ deployments: this.deployments.map(describeDeployment) });
      case "POST deployments":
        return this.#deploy(call);
      case "GET secrets":
        return ok([]);
      case "GET settings":
        return ok({ bindings: this.live?.metadata.bindings ?? [] });
      case "GET subdomain":
        return ok(this.#subdomain);
      case "POST subdomain":
        this.#subdomain = { ...this.#subdomain, ...(readJson(call) as object) };
        return ok(this.#subdomain);
      case "POST domains/changeset":
        return ok(this.#changeset(readJson(call) as Origin[]));
      case "PUT domains/records":
        return this.#putDomains(readJson(call) as Domains);
      case "PATCH script-settings":
        this.#tags = (readJson(call) as { tags?: readonly string[] | null }).tags ?? [];
        return ok({ tags: this.#tags });
      default:
        return undefined;
    }
  }

  #changeset(wanted: readonly Origin[]) {
    const { records, origins } = this.#account;
    const others = wanted.filter(({ hostname }) => ![undefined, this.name].includes(origins.get(hostname)));
    return {
      added: wanted.filter(({ hostname }) => !origins.has(hostname)),
      removed: [],
      updated: others.map(({ hostname }) => ({ id: hostname, hostname, modified: true })),
      conflicting: wanted.filter(({ hostname }) => records.has(hostname) && !origins.has(hostname)),
    };
  }

  /** https://developers.cloudflare.com/api/resources/workers/subresources/domains/ */
  #putDomains({ origins: wanted, ...may }: Domains): Answer {
    const { updated, conflicting } = this.#changeset(wanted);
    if (
      (updated.length > 0 && !may.override_existing_origin) ||
      (conflicting.length > 0 && !may.override_existing_dns_record)
    )
      return failure(409, 100_116, "a custom domain is in use or has DNS records");
    this.domains = wanted.map(({ hostname }) => hostname);
    for (const { hostname } of wanted) this.#account.origins.set(hostname, this.name);
    return ok([]);
  }

  async #add(call: Call): Promise<Version> {
    const version = await readVersion(call, this.versions.length + 1, new Map(this.secrets));
    this.versions.push(version);
    return version;
  }

  /** The older way to upload, which wrangler takes for a worker that does not exist yet: upload and switch in one. */
  async put(call: Call): Promise<Answer> {
    const version = await this.#add(call);
    this.#goLive([{ version_id: version.id, percentage: 100 }], {});
    return ok({
      id: this.name,
      tag: "stand-in-tag",
      etag: describe(version).resources.script.etag,
      startup_time_ms: 5,
      deployment_id: version.id.replaceAll("-", ""),
    });
  }

  #deploy(call: Call): Answer {
    const { versions, annotations } = readJson(call) as Pick<Deployment, "versions" | "annotations">;
    const known = versions.every(({ version_id }) => this.versions.some(({ id }) => id === version_id));
    if (!known) return failure(400, 10021, "a version of this deployment does not exist");
    const changed = this.#changedSecrets(versions);
    if (changed.length > 0 && call.query.get("force") !== "true")
      return failure(
        400,
        10_220,
        `Deploying this version would undo changes. The following secrets have changed: ${changed.join(", ")}`,
      );
    return ok(describeDeployment(this.#goLive(versions, annotations)));
  }

  #changedSecrets(versions: readonly Share[]): string[] {
    return [...this.secrets].flatMap(([name, value]) =>
      this.versions.some(
        ({ id, secrets }) => versions.some((share) => share.version_id === id) && secrets.get(name) !== value,
      )
        ? [name]
        : [],
    );
  }

  #goLive(versions: readonly Share[], annotations: Deployment["annotations"]): Deployment {
    const deployment = { id: randomUUID(), created: new Date(clock.now()), versions, annotations };
    this.deployments.unshift(deployment);
    this.#switched();
    return deployment;
  }
}

const describeDeployment = ({ id, created, versions, annotations }: Deployment) => ({
  id,
  created_on: created.toISOString(),
  source: "wrangler",
  strategy: "percentage",
  author_email: "author@example.com",
  versions,
  annotations,
});
