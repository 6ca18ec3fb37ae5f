/** Addresses on the web that somebody configures: a URL, the base that paths are added to, an origin. */

/** RFC 3986's letters, without the quote that it allows: a URL stands in pages and headers, and must not end an attribute or a line. */
export const urlLetters = /^https?:\/\/[\w.~:/?#[\]@!$&()*+,;=%-]+$/;

const isHttps = ({ protocol, hostname, username, password }: URL) =>
  (protocol === 'https:' || hostname === 'localhost') && username === '' && password === '';

export function isUrl(text: string): boolean {
  const url = URL.parse(text);
  return url !== null && isHttps(url);
}

/** Where a service is reached: paths are added at its end. */
export function isBaseUrl(text: string): boolean {
  const url = URL.parse(text);
  return url !== null && isHttps(url) && url.search === '' && url.hash === '' && !text.endsWith('/');
}

/** One, by its name: a star stands for no others, so it would let nobody in. */
export const isOrigin = (text: string): boolean => isUrl(text) && new URL(text).origin === text && !text.includes('*');
