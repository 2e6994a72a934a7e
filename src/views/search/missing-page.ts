import { escapeHtml } from "../../markup.ts";

// Signs that are written in another way wherever they are not plain text, and two lengths.
const [one, another] = ["some <words>", 'other & longer "words"'];

/**
 * The pages that differ by nothing but the words of the path that was asked for. Most requests for what is not there come from robots, so
 * such a page is rendered twice in all, when the first is wanted; from then on the words are put into it. A theme that does more
 * with them than to show them as they are has its pages rendered one by one.
 */
export function missingPages(render: (words: string) => string): (words: string) => Blob {
  let between: readonly Blob[] | "own" | undefined;
  return (words) => {
    between ??= textBetween(render);
    if (between === "own") return new Blob([render(words)]);
    const escaped = escapeHtml(words);
    return new Blob(between.flatMap((text, index) => (index === 0 ? [text] : [escaped, text])));
  };
}

function textBetween(render: (words: string) => string): readonly Blob[] | "own" {
  const texts = render(one).split(escapeHtml(one));
  return render(another) === texts.join(escapeHtml(another)) ? texts.map((text) => new Blob([text])) : "own";
}
