/** The ground that icons stand on where they must have one. */
export const paper = "#fbf7ef";
