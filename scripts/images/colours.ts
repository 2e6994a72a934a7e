/** What we draw with: the light colours of our stylesheet, as a test holds. Drawings can't read that. */
export const colours = { paper: "#fcfaf5", ink: "#25211b", faded: "#665c4f", accent: "#8b2e16" };
