/// <reference lib="dom" />
import { livePaths, type State } from "../live-page.ts";
import { Overlay } from "./overlay.ts";
import { showPage } from "./show-page.ts";

// Keeps the page it runs in up to date with the server: fetches a changed page and applies the differences.

const own = document.querySelector<HTMLScriptElement>(`script[src="${livePaths.script}"]`);
const { version: loaded = "", files: loadedFiles = "" } = own?.dataset ?? {};
const overlay = new Overlay();
let shown = loaded;
let latest: State | undefined;

function connect(): void {
  const socket = new WebSocket(location.origin.replace(/^http/, "ws") + livePaths.socket);
  socket.addEventListener("message", ({ data }) => void receive(JSON.parse(String(data)) as State));
  // The server has stopped, perhaps to restart.
  socket.addEventListener("close", () => setTimeout(connect, 1000));
}

async function receive(state: State): Promise<void> {
  latest = state;
  if (state.version !== shown && state.version !== "") {
    shown = state.version;
    const isReplaceable = loaded !== "" && state.files === loadedFiles;
    if (!isReplaceable || !(await showPage(location.href, () => shown === state.version))) location.reload();
  }
  // What is wrong with the page is known once it has been fetched, and may have arrived meanwhile.
  const { version, report, pages } = latest;
  if (version === shown || version === "") overlay.show(report || (pages[location.pathname] ?? ""));
}

connect();
