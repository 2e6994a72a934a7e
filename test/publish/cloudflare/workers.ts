import { Assets } from "./assets.ts";
import { type Answer, type Call, failure, ok } from "./envelope.ts";
import { type Account, Script } from "./script.ts";
import type { Version } from "./version.ts";

const notFound = failure(404, 10007, "This Worker does not exist on your account.");

/** Workers' part of the API: as much as wrangler 4 and publishing call. */
export class Workers {
  readonly assets = new Assets();
  /** By name, in the order in which they were first uploaded. */
  readonly scripts = new Map<string, Script>();
  readonly account: Account = { subdomain: "stand-in", records: new Set(), origins: new Map() };
  /** Called after every switch. */
  switched: () => void = () => {};

  /** The blog of the tests that have one alone. */
  get only(): Script | undefined {
    return this.scripts.values().next().value;
  }

  get live(): Version | undefined {
    return this.only?.live;
  }

  get versions(): readonly Version[] {
    return this.only?.versions ?? [];
  }

  get deployments(): Script["deployments"] {
    return this.only?.deployments ?? [];
  }

  async answer(call: Call, rest: string): Promise<Answer | undefined> {
    const { subdomain, origins } = this.account;
    if (rest === "/subdomain")
      return subdomain === undefined
        ? failure(404, 10_007, "There is no workers.dev subdomain for this account.")
        : ok({ subdomain });
    const domain = /^\/domains\/records\/(.+)$/.exec(rest)?.[1];
    if (domain !== undefined) return ok({ id: domain, hostname: domain, service: origins.get(domain) });
    if (rest.startsWith("/assets/upload")) return this.assets.upload(call);
    if (call.method === "GET" && rest === "/scripts") return ok([...this.scripts.keys()].map((id) => ({ id })));
    const [, area, name, tail = ""] = /^\/(scripts|services|workers)\/([^/]+)(?:\/(.+))?$/.exec(rest) ?? [];
    if (area === undefined || name === undefined) return undefined;
    if (call.method === "PUT" && area === "scripts" && tail === "") return this.#scriptOf(name).put(call);
    if (tail === "assets-upload-session") return this.assets.open(call);
    const script = this.scripts.get(name);
    if (script === undefined) return notFound;
    return area === "scripts" ? script.script(call, tail) : script.service(call, area, tail);
  }

  #scriptOf(name: string): Script {
    const script = this.scripts.get(name) ?? new Script(name, this.account, () => this.switched());
    this.scripts.set(name, script);
    return script;
  }
}
