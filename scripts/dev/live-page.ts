import type { State } from "./state.ts";

/** Where the parts of the live view are served. No page of a blog has such a path: a slug has no underscore at its start. */
export const livePaths = { script: "/__live/client.js", socket: "/__live/socket" } as const;

/** A page with the script of the live view in its head. */
export function withLiveScript(html: string, state: State): string {
  const at = html.indexOf("</head>");
  return at === -1 ? html + scriptTag(state) : `${html.slice(0, at)}${scriptTag(state)}\n${html.slice(at)}`;
}

/** The policy of a page, opened for that one script and its connection and for nothing else. */
export const withLivePolicy = (policy: string, origin: string): string =>
  `${policy.replace("connect-src", `connect-src ${origin.replace(/^http/, "ws")}`)}; script-src ${origin}${livePaths.script}`;

/** Stands in for every page as long as nothing could be compiled; the script shows why. */
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

// Versions are made of digits and hyphens.
const scriptTag = ({ version, files }: State): string =>
  `<script type="module" src="${livePaths.script}" data-version="${version}" data-files="${files}"></script>`;
