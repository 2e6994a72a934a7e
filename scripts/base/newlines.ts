/** A text with every line ending that CommonMark knows (§2.1) as a line feed. */
export const withLineFeeds = (text: string): string => text.replaceAll("\r\n", "\n").replaceAll("\r", "\n");
