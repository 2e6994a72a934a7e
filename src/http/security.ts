import type { Policy } from "../content/site.ts";
import type { HeaderFields } from "./header-fields.ts";

/**
 * Headers that every response carries. `styleDigests` are the SHA-256, in base64, of the stylesheets; a page
 * contains one; nothing else inline is allowed, and no script at all. `policy` is what the site opens beside that, `search` says whether pages
 * have the form for it.
 */
export function securityHeaders(styleDigests: readonly string[], policy: Policy = {}, search = false): HeaderFields {
  // What the author opens is added to what is open; 'none' stands alone.
  const open = (directive: keyof Policy, ...always: readonly string[]): string => {
    const sources = new Set([...always, ...(policy[directive] ?? [])]);
    return `${directive} ${sources.size === 0 ? "'none'" : [...sources].join(" ")}`;
  };
  const contentSecurityPolicy = [
    "default-src 'none'",
    `style-src ${styleDigests.length === 0 ? "'none'" : styleDigests.map((digest) => `'sha256-${digest}'`).join(" ")}`,
    // Authors may show pictures, films and sounds from elsewhere.
    open("img-src", "'self'", "https:", "data:"),
    open("media-src", "'self'", "https:"),
    open("frame-src", "https:"),
    open("font-src", "'self'"),
    "manifest-src 'self'",
    // Browsers' own tools read robots.txt and llms.txt in the page's name; a page without scripts connects to nothing.
    "connect-src 'self'",
    "base-uri 'none'",
    open("form-action", ...(search ? ["'self'"] : [])),
    "frame-ancestors 'none'",
  ];
  return {
    "content-security-policy": contentSecurityPolicy.join("; "),
    "x-content-type-options": "nosniff",
    "referrer-policy": "strict-origin-when-cross-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=(), interest-cohort=()",
    "cross-origin-opener-policy": "same-origin",
    "strict-transport-security": "max-age=31536000",
    // For browsers that don't know frame-ancestors.
    "x-frame-options": "DENY",
  };
}
