import { join } from "node:path";

/** Where this project is. */
export const project = join(import.meta.dirname, "..");

/** A blog with all that the guides show, which stays as it is whatever the blog in `content/` becomes. */
export const sampleBlog = join(project, "test/fixtures/sample");
