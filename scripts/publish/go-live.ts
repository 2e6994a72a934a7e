import { Failure } from "../base/failure.ts";
import type { Worker } from "./api/worker-versions.ts";
import type { Publication } from "./publish.ts";
import { changesBetween, undoneBy } from "./release-changes.ts";
import type { Uploaded } from "./wrangler/switch.ts";

/** What going live needs of its surroundings. */
export interface Steps {
  readonly worker: Worker;
  /** Builds again what follows the live version, or another. */
  readonly prepare: (follows?: readonly string[]) => Promise<Publication>;
  /** Throws if the author does not want this to go live. Nothing is written yet. */
  readonly agree: (publication: Publication) => Promise<void>;
  /** Writes what KV lacks. Returns the number of writes. */
  readonly store: (publication: Publication) => Promise<number>;
  /** Uploads the worker and makes it live in one switch. */
  readonly upload: (publication: Publication) => Promise<Uploaded>;
  /** Sets up domains and routes, for a version that is live already. */
  readonly refresh: (version: string) => Promise<Uploaded>;
  /** Whether what others published meanwhile may be undone. */
  readonly isForced: boolean;
  readonly note: (text: string) => void;
}

/** How a publication went live. */
export interface Gone {
  readonly publication: Publication;
  readonly uploaded: Uploaded;
  readonly writes: number;
  /** Whether anything was uploaded, or all of it was live before. */
  readonly isNew: boolean;
}

/** Publications that come between are few; with more of them something else is wrong. */
export const mostRounds = 5;

/**
 * Stores a release and makes it live. If another publication went live since this one was built, it is built again upon that
 * one, so that neither what the other brought nor the truth of what is reported is lost. What is live is asked right before
 * the switch, and which version the switch replaced right after it, for what came in between.
 */
export async function goLive(first: Publication, steps: Steps): Promise<Gone> {
  const { worker, note } = steps;
  let publication = first;
  /** The last one that followed what somebody else had published; what comes after it follows our own, and is reported with it. */
  let base = first;
  const own = new Set<string>();
  let [writes, isNew] = [0, false];
  for (let round = 0; round < mostRounds; round++) {
    await steps.agree(publication);
    writes += await steps.store(publication);
    let overtook: { readonly version: string; readonly others: readonly string[] } | undefined;
    if (same(await worker.live(), publication.live)) {
      const { isLive, live } = publication;
      isNew ||= !isLive;
      const uploaded = await (isLive ? steps.refresh(live[0] ?? "") : steps.upload(publication));
      const replaced = isLive
        ? undefined
        : await afterwards(uploaded.version, () => replacedBy(worker, uploaded.version));
      if (replaced === undefined || same(replaced, publication.live)) {
        const changes = changesBetween(base.before?.release, publication.release);
        return { publication: { ...publication, changes }, uploaded, writes, isNew };
      }
      own.add(uploaded.version);
      overtook = { version: uploaded.version, others: replaced };
    }
    note("another publication went live meanwhile; starting again from it");
    const again = (): Promise<Publication> => steps.prepare(overtook?.others);
    const next = await (overtook ? afterwards(overtook.version, again) : again());
    const undone = steps.isForced ? [] : lostBy(next, publication);
    if (undone.length > 0) {
      if (overtook !== undefined) await bringBack(worker, overtook);
      throw refusal(undone);
    }
    publication = next;
    if (!(overtook?.others ?? next.live).every((version) => own.has(version))) base = next;
  }
  throw new Failure(
    'Other publications keep going live meanwhile. Look at "npm run status", and run the command again later',
  );
}

/** Does what comes after the switch; a failure there must not look as if nothing had gone live. */
async function afterwards<Result>(version: string, action: () => Promise<Result>): Promise<Result> {
  try {
    return await action();
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    throw new Failure(
      `Version ${version} is live, but perhaps in the place of another publication ("npm run releases" lists them), and ` +
        `what came after the switch failed. ${error.message}`,
    );
  }
}

/** What the publication that came between brought, and would be gone with this one. */
function lostBy(next: Publication, { before: base }: Publication): string[] {
  if (next.isBlind) return ["what the other one changed, which this version of Fore-edge cannot read"];
  return next.before === undefined ? [] : undoneBy(next.release, next.before.release, base?.release);
}

/** Throws if a publication that was built again would lose what came between. */
export function refuseUndoing(next: Publication, publication: Publication): void {
  const undone = lostBy(next, publication);
  if (undone.length > 0) throw refusal(undone);
}

const refusal = (undone: readonly string[]): Failure =>
  new Failure(
    `Another publication went live meanwhile, and this folder does not have what it changed: ${undone.slice(0, 10).join(", ")}` +
      `${undone.length > 10 ? ` and ${undone.length - 10} more` : ""}. It stays live. Get its sources ("git pull") and run the ` +
      `command again; with --yes this one goes live all the same, and undoes that`,
  );

/** Makes live again what a version has replaced, unless that has been replaced too. */
async function bringBack(
  worker: Worker,
  { version, others: [other] }: { readonly version: string; readonly others: readonly string[] },
): Promise<void> {
  await afterwards(version, async () => {
    if (other === undefined || (await worker.live())[0] !== version) return;
    await worker.switchTo(other, "Back to the publication that came between");
  });
}

/** Ids of the versions that were live until a version was made live; undefined if nothing was or Cloudflare doesn't say. */
async function replacedBy(worker: Worker, version: string): Promise<readonly string[] | undefined> {
  const switches = await worker.switched();
  // The oldest: whoever stepped back from what came after it has made it live once more.
  const index = switches.findLastIndex(({ live }) => live.length === 1 && live[0] === version);
  return index < 0 ? undefined : switches[index + 1]?.live;
}

const same = (one: readonly string[], other: readonly string[]): boolean =>
  one.toSorted().join() === other.toSorted().join();
