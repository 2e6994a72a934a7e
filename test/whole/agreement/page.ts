import { decodeHTML } from "entities";
import jsonld from "jsonld";
import { mf2 } from "microformats-parser";
import type { RemoteDocument } from "jsonld/jsonld-spec.js";
import ogs from "open-graph-scraper";
import type { Said } from "./representations.ts";

const schema = "https://schema.org/";

/** What the linked data of a page says, expanded by a JSON-LD processor. schema.org's own context maps names as this one does. */
export async function saidInLinkedData(html: string): Promise<Said> {
  const [, data = "null"] = /<script type="application\/ld\+json">(.*?)<\/script>/s.exec(html) ?? [];
  const [post] = await jsonld.expand(JSON.parse(data) as jsonld.JsonLdDocument, { documentLoader: loadContext });
  return {
    title: values(post, "headline")[0] ?? "",
    published: Date.parse(values(post, "datePublished")[0] ?? ""),
    authors: nodes(post, "author").flatMap((author) => values(author, "name")),
    tags: values(post, "keywords"),
    url: values(post, "url")[0] ?? "",
  };
}

const loadContext = (url: string): Promise<RemoteDocument> =>
  url === "https://schema.org"
    ? Promise.resolve({ documentUrl: url, document: { "@context": { "@vocab": schema } } })
    : Promise.reject(new Error(`the linked data asks for ${url}`));

const nodes = (node: jsonld.NodeObject | undefined, name: string): jsonld.NodeObject[] => {
  const found = node?.[schema + name];
  return (Array.isArray(found) ? found : []) as jsonld.NodeObject[];
};

const values = (node: jsonld.NodeObject | undefined, name: string): string[] =>
  nodes(node, name).flatMap(({ "@value": value }) => (typeof value === "string" ? [value] : []));

/** What the microformats of a page say. */
export function saidInMicroformats(html: string, base: string): Said {
  const entry = mf2(html, { baseUrl: base }).items.find(({ type }) => type?.includes("h-entry"));
  const texts = (name: string): string[] => (entry?.properties[name] ?? []).map(textOf);
  return {
    title: texts("name")[0] ?? "",
    published: Date.parse(texts("published")[0] ?? ""),
    authors: texts("author"),
    tags: texts("category"),
    url: texts("url")[0] ?? "",
  };
}

type Property = NonNullable<ReturnType<typeof mf2>["items"][number]["properties"][string]>[number];

function textOf(value: Property): string {
  if (typeof value === "string") return value;
  return "properties" in value ? textOf(value.properties["name"]?.[0] ?? "") : (value.value ?? "");
}

/** What a page says to those who show a preview of a link to it. Authors' names are in HTML's own field, Open Graph has the addresses of their pages. */
export async function saidInOpenGraph(html: string): Promise<Said> {
  const { result } = await ogs({ html, customMetaTags: [multiple("article:tag")] });
  const { ogTitle = "", articlePublishedTime = "", ogUrl = "", customMetaTags = {} } = result;
  return {
    title: ogTitle,
    published: Date.parse(articlePublishedTime),
    authors: [...html.matchAll(/<meta name="author" content="([^"]*)">/g)].map(([, name = ""]) => decodeHTML(name)),
    tags: list(customMetaTags["tags"]),
    url: ogUrl,
  };
}

const multiple = (property: string) => ({ multiple: true, property, fieldName: `${property.split(":").at(-1)}s` });

const list = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : []);
