/** A text with a line feed for each line ending that CommonMark knows (§2.1). */
export const withLineFeeds = (text: string): string => text.replaceAll("\r\n", "\n").replaceAll("\r", "\n");
