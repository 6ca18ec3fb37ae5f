/** Light or dark as the gallery wants it, whatever the machine that it is looked at on is set to. */
export type Scheme = 'light' | 'dark';

const [always, never] = ['(min-width:0)', '(max-width:0)'];

/** @param text HTML or CSS, as it is served */
export function inScheme(text: string, scheme: Scheme | undefined): string {
  if (scheme === undefined) return text;
  return text
    .replaceAll(/\(prefers-color-scheme:\s*(light|dark)\)/g, (_, asked) => (asked === scheme ? always : never))
    .replaceAll(/color-scheme:\s*light dark/g, `color-scheme:${scheme}`)
    .replaceAll(/(<meta name="(?:supported-)?color-schemes?" content=")light dark/g, `$1${scheme}`);
}
