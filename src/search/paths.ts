/** Where readers search. */
export const searchPath = "/search/";

/** What tells browsers how to search here: https://github.com/dewitt/opensearch */
export const openSearchPath = "/opensearch.xml";
export const openSearchType = "application/opensearchdescription+xml";

/**
 * The address of a page of results: a query has one, written as browsers write what is entered in a form. `page` counts from 1; 0 is
 * for one that isn't there.
 */
export function searchAddress(query: string, page = 1): string {
  const parameters = new URLSearchParams({
    ...(query !== "" && { q: query }),
    ...(page !== 1 && { page: String(page) }),
  });
  return parameters.size === 0 ? searchPath : `${searchPath}?${parameters.toString()}`;
}
