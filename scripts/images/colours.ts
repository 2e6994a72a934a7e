/** What we draw with: the light colours of our stylesheet, which drawings can't read. A test compares the two. */
export const colours = { paper: "#fcfaf5", ink: "#25211b", faded: "#665c4f", accent: "#8b2e16" };
