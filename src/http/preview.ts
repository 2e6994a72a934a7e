import type { Moment } from "../content/date.ts";

/** What a preview link shows, and for how long: the site as it is at a moment, until the link expires. */
export interface Preview {
  readonly at: Moment;
  readonly expires: Moment;
}

/** The query parameter that makes any path of the site a preview. */
const parameter = "preview";

const algorithm = { name: "HMAC", hash: "SHA-256" };

const encoder = new TextEncoder();

/** What a request claims to be signed; undefined for ordinary ones, which cost nothing. */
export const claimOf = (search: string): string | undefined =>
  search === "" ? undefined : (new URLSearchParams(search).get(parameter) ?? undefined);

/** The path with what grants a preview: `/?preview=AT.EXPIRY.SIGNATURE`. Times are in seconds, the signature is in hexadecimal. */
export async function previewPath(path: string, { at, expires }: Preview, secret: string): Promise<string> {
  const terms = `${at}.${expires}`;
  const key = await crypto.subtle.importKey("raw", encoder.encode(secret), algorithm, false, ["sign"]);
  const signature = new Uint8Array(await crypto.subtle.sign(algorithm, key, signed(terms)));
  const digits = Array.from(signature, (byte) => byte.toString(16).padStart(2, "0"));
  return withClaim(path, `${terms}.${digits.join("")}`);
}

// One spelling for each signature, so that a claim with any character changed is another one.
const form = /^(?<terms>(?<at>\d{1,10})\.(?<expires>\d{1,10}))\.(?<signature>[0-9a-f]{64})$/;

/** The moment that a claim grants; undefined when it was not signed with the secret, or has expired. */
export async function grantedMoment(claim: string, secret: string, now: Moment): Promise<Moment | undefined> {
  const { terms = "", at, expires, signature = "" } = form.exec(claim)?.groups ?? {};
  if (Number(expires ?? 0) <= now) return undefined;
  const key = await crypto.subtle.importKey("raw", encoder.encode(secret), algorithm, false, ["verify"]);
  // The platform compares in constant time.
  const genuine = await crypto.subtle.verify(algorithm, key, bytesOf(signature), signed(terms));
  return genuine ? Number(at) : undefined;
}

const bytesOf = (digits: string): BufferSource =>
  Uint8Array.from(digits.match(/../g) ?? [], (byte) => Number.parseInt(byte, 16));

// The prefix keeps a signature from meaning anything where the same secret signs something else.
const signed = (terms: string): BufferSource => encoder.encode(`fore-edge preview ${terms}`);

/** What we need of the one that workerd has; Node, which knows the rest of this file, has none. */
declare const HTMLRewriter: new () => {
  on(selector: string, handlers: { element(element: Attributes): void }): InstanceType<typeof HTMLRewriter>;
  transform(response: Response): Response;
};

interface Attributes {
  getAttribute(name: string): string | null;
  setAttribute(name: string, value: string): unknown;
  append(content: string, options: { html: boolean }): unknown;
}

/** The same response for its author's eyes alone. The site's own links and forms stay in the preview. `claim` was granted, so it needs no escapes. */
export function privately(response: Response, claim: string): Response {
  const headers = new Headers(response.headers);
  for (const name of ["etag", "last-modified", "cloudflare-cdn-cache-control"]) headers.delete(name);
  headers.set("cache-control", "private, no-store");
  headers.set("x-robots-tag", "noindex");
  const hidden = new Response(response.body, { status: response.status, headers });
  if (headers.get("content-type")?.startsWith("text/html") !== true) return hidden;
  return new HTMLRewriter()
    .on('a[href^="/"]', {
      element(link) {
        const href = link.getAttribute("href") ?? "/";
        if (!href.startsWith("//")) link.setAttribute("href", withClaim(href, claim));
      },
    })
    .on('form[action="/search/"]', {
      element(form) {
        form.append(`<input type="hidden" name="${parameter}" value="${claim}">`, { html: true });
      },
    })
    .transform(hidden);
}

/** A path that shows what a claim grants. */
export function withClaim(path: string, claim: string): string {
  const [, place, fragment] = /^([^#]*)(.*)$/s.exec(path) ?? [];
  return `${place}${path.includes("?") ? "&" : "?"}${parameter}=${claim}${fragment}`;
}
