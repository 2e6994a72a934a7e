import type { Fields } from "./header-fields.ts";

/**
 * Headers that every response carries. `styleDigest` is the SHA-256, in base64, of the one stylesheet that a page
 * holds; nothing else inline is allowed, and no script at all.
 */
export function securityHeaders(styleDigest: string | undefined): Fields {
  const contentSecurityPolicy = [
    "default-src 'none'",
    `style-src ${styleDigest === undefined ? "'none'" : `'sha256-${styleDigest}'`}`,
    // Authors may show pictures, films and sounds from elsewhere.
    "img-src 'self' https: data:",
    "media-src 'self' https:",
    "frame-src https:",
    "manifest-src 'self'",
    // Browsers' own tools read robots.txt and llms.txt in the page's name; a page without scripts connects to nothing.
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
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
