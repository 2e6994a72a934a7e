/** Header fields by their names in lower case. The runtime takes them like this for a third of what a list of pairs costs. */
export type HeaderFields = Readonly<Record<string, string>>;
