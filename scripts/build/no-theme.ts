/** The theme of a project that has none: what a theme leaves out is ours. */
export default {};
