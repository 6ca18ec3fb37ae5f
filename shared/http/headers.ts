/** The headers of every answer, pages included (OWASP HTTP Headers Cheat Sheet). */
export const securityHeaders = {
  'Cache-Control': 'no-store',
  'Strict-Transport-Security': 'max-age=63072000; includeSubDomains',
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
} as const;

/** Beside its policy, of a page for people. */
export const pageHeaders = (language: string) => ({
  ...securityHeaders,
  'Content-Type': 'text/html; charset=utf-8',
  'Content-Language': language,
  'Permissions-Policy': 'camera=(), microphone=(), geolocation=(), payment=(), usb=(), clipboard-write=(self)',
  'Cross-Origin-Opener-Policy': 'same-origin',
});
