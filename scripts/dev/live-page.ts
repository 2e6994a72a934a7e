/** What an open page must know of the server. */
export interface State {
  /** When it changes, the page has to be fetched again. Empty until something could be compiled. */
  readonly version: string;
  /** When it changes, so have static files, which only a reload refreshes. */
  readonly files: string;
  /** Why the current content can't be shown, as in the terminal; empty if it can. */
  readonly report: string;
  /** What is wrong with single pages of this version, by their paths. */
  readonly pages: Readonly<Record<string, string>>;
}

/** Paths of the live view. No page of a blog can have them: a slug never starts with an underscore. */
export const livePaths = { script: "/__live/client.js", socket: "/__live/socket" } as const;

/** A page with the script of the live view in its head. */
export function withLiveScript(html: string, state: State): string {
  const at = html.indexOf("</head>");
  return at === -1 ? html + scriptTag(state) : `${html.slice(0, at)}${scriptTag(state)}\n${html.slice(at)}`;
}

/** A page's policy, opened for that one script and its connection only. */
export const withLivePolicy = (policy: string, origin: string): string =>
  `${policy.replace("; connect-src", `; connect-src ${origin.replace(/^http/, "ws")}`)}; script-src ${origin}${livePaths.script}`;

/** Replaces every page until something can be compiled; the script shows why. */
export const waitingPage = (state: State): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Not ready yet</title>
${scriptTag(state)}
</head>
<body>
<noscript>The terminal shows what to correct.</noscript>
</body>
</html>
`;

// Versions are made of digits, letters and hyphens.
const scriptTag = ({ version, files }: State): string =>
  `<script type="module" src="${livePaths.script}" data-version="${version}" data-files="${files}"></script>`;
