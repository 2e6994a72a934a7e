/// <reference lib="dom" />
import { livePaths } from "../live-page.ts";
import { morph } from "./morph.ts";

/**
 * Fetches a page and makes the open document the same, touching only what differs, so the scroll position stays. `isWanted`
 * is called once the page has arrived, since a newer one may be on its way. Returns false if only a reload will do.
 */
export async function showPage(url: string, isWanted: () => boolean): Promise<boolean> {
  // Not "text/html", which the server might take for a person's request.
  const response = await fetch(url, { cache: "no-store", headers: { accept: "text/*" } });
  if (response.headers.get("content-type")?.startsWith("text/html") !== true) return false;
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  if (!isWanted()) return true;
  if (response.redirected) history.replaceState(null, "", response.url + location.hash);
  const script = document.querySelector(`script[src="${livePaths.script}"]`); // which fetched pages have not
  if (script) page.head.append(script.cloneNode());
  adoptStyle(page);
  morph(document.documentElement, page.documentElement);
  return true;
}

/** The page's policy allows only the stylesheet it came with, so a changed one can't go into its element. */
function adoptStyle(page: Document): void {
  const [ours, theirs] = [document.querySelector("style"), page.querySelector("style")];
  const isChanged = ours !== null && theirs !== null && ours.textContent !== theirs.textContent;
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(theirs?.textContent ?? "");
  document.adoptedStyleSheets = isChanged ? [sheet] : [];
  if (ours?.sheet) ours.sheet.disabled = isChanged;
  if (isChanged) theirs.textContent = ours.textContent;
}
