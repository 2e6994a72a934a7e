import { writers } from "./_includes/feed.js";

export const data = {
  pagination: { data: "collections.feeds", size: 1, alias: "feed" },
  permalink: ({ feed }) => feed.path + feed.file,
};

export const render = ({ site, feed }) => writers[feed.file](site, feed);
