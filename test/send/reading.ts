/** What a reader sees of an e-mail's parts, one line a block or line, without the signs that set one apart. */

export function linesOfHtml(html: string): string[] {
  const words = html
    .replace(/^[\s\S]*<body[^>]*>/, '')
    // What only lists of e-mails show.
    .replace(/<div style="display:none[^>]*>[^<]*<\/div>/, '')
    .replace(/<img[^>]* alt="([^"]*)"[^>]*>/g, '$1')
    .replace(/<\/(?:p|h1|blockquote|table)>|<br>| &nbsp; /g, '\n')
    .replace(/<[^>]*>/g, '')
    .replace(/&(lt|gt|quot|#39|amp);/g, (_, entity: string) => ({ lt: '<', gt: '>', quot: '"', '#39': "'", amp: '&' })[entity] ?? '');
  return trimmed(words.split('\n'));
}

/** Without the addresses, which the HTML has behind its buttons. */
export function linesOfText(text: string): string[] {
  const lines = text
    .replace(/:\n(?:https:\/\/)?(\S*zahradka\.example\S*)$/gm, ': $1')
    .replace(/:\nhttps:\S+$/gm, '')
    .replace(/^(Help|Legal notice|Privacy|Hilfe|Impressum|Datenschutz|Pomoc|O provozovateli|Ochrana osobních údajů): \S+$/gm, '$1')
    .split('\n')
    .filter((line) => line !== '--');
  return trimmed(lines.map((line) => line.replace(/^> /, '')));
}

/** What lists of e-mails show beside the subject. */
export const previewOf = (html: string): string => /<div style="display:none[^>]*>([^<]*)<\/div>/.exec(html)?.[1] ?? '';

const trimmed = (lines: string[]) => lines.map((line) => line.trim()).filter(Boolean);
