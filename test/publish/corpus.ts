import { pathOf } from "../../src/content/slug.ts";
import type { Project } from "./project.ts";

const tags = ["rivers", "bridges", "mills", "locks", "weirs", "ferries", "tolls", "banks"];

/** The n-th post of a corpus, 0 the oldest: one every nine hours, with two of the tags. */
export function postText(number: number, sentence = "The water was high that day."): string {
  const date = new Date(Date.UTC(2015, 0, 1, 9 * number)).toISOString();
  const own = [tags[number % tags.length], tags[(3 * number + 1) % tags.length]];
  return [
    "---",
    `title: Day ${number} on the river`,
    `date: ${date}`,
    `tags: [${[...new Set(own)].join(", ")}]`,
    `description: What happened on day ${number}`,
    // A picture of its own, or else each post would get a drawn card, which takes longer than all the rest.
    "image: https://pictures.example/river.jpg",
    "---",
    "",
    `${sentence} It was day ${number}.`,
    "",
    "## The way",
    "",
    "We went *downstream*, past the mill, and slept on the bank.",
    "",
  ].join("\n");
}

export const postFile = (number: number): string => `content/posts/day-${String(number).padStart(5, "0")}.md`;

export const postPath = (number: number): string => pathOf("posts", `day-${String(number).padStart(5, "0")}`);

/** Writes `site.yaml` and so many posts. */
export function writeCorpus(project: Project, count: number): void {
  project.write("content/site.yaml", "title: The river\nurl: https://river.example\n");
  for (let number = 0; number < count; number++) project.write(postFile(number), postText(number));
}
