/** The blog's own text, colour, style, footer, view and route, each with what a page shows of it. */
export const own = {
  text: ["/posts/hello/", "Written by hand."],
  colour: ["/posts/hello/", "#1d5686"],
  style: ["/posts/hello/", ".mine{"],
  footer: ["/tags/", "My own footer"],
  view: ["/posts/hello/", "My own post: The first page"],
  route: ["/api/mine", "My own route"],
} as const;

export const theme = `import { html, type OwnTheme, theme } from "fore-edge/theme";

const own: OwnTheme = {
  views: {
    footer: () => html\`<footer>My own footer</footer>\`,
    post: (model, frame) => {
      const leaf = theme.views.post(model, frame);
      return { ...leaf, main: html\`<p>My own post: \${model.title}</p>\${leaf.main}\` };
    },
  },
};

export default own;
`;

export const worker = `import { type Bindings, createBlog } from "fore-edge";
import { Hono } from "hono";
import release from "../dist/release.bin";
import stemmers from "../dist/stemmers.mjs";
import theme from "./theme.ts";

const app = new Hono<{ Bindings: Bindings }>();
app.get("/api/mine", (c) => c.text("My own route"));
app.route("/", createBlog(release, theme, stemmers));

export default app;
`;
