import { describe, expect, it } from "vitest";
import { missingPages } from "../../../src/views/search/missing-page.ts";
import { html } from "../../../src/markup.ts";

describe("pages that differ by words alone", () => {
  const show = (render: (words: string) => string) => {
    let rendered = 0;
    const page = missingPages((words) => {
      rendered += 1;
      return render(words);
    });
    return { text: (words: string) => page(words).text(), rendered: () => rendered };
  };

  it("are rendered twice in all, and are what rendering them would have given", async () => {
    const render = (words: string): string => html`<p title="${words}">${words}</p>`.text;
    const pages = show(render);
    for (const words of ["", "some old slug", `<"&'>`, "$& $1", "some <words>"])
      expect(await pages.text(words)).toBe(render(words));
    expect(pages.rendered()).toBe(2);
  });

  it("are the same page where they have none", async () => {
    const pages = show(() => "nothing");
    expect([await pages.text("a"), await pages.text("b"), pages.rendered()]).toEqual(["nothing", "nothing", 2]);
  });

  it.each([
    ["are changed", (words: string) => html`<p>${words.toUpperCase()}</p>`.text],
    ["are counted", (words: string) => html`<p>${words}: ${words.length}</p>`.text],
    ["are part of an address", (words: string) => html`<a href="/?q=${encodeURIComponent(words)}">a</a>`.text],
  ])("are rendered one by one where they %s", async (_, render) => {
    const pages = show(render);
    for (const words of ["a b", "c"]) expect(await pages.text(words)).toBe(render(words));
  });
});
