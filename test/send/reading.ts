/** What a reader sees of an e-mail's parts, one line a block or line, without the signs that set one apart. */

export function linesOfHtml(html: string): string[] {
  const words = html
    .replace(/^[\s\S]*<body[^>]*>/, '')
    .replace(/<\/(?:p|h1|blockquote)>|<br>/g, '\n')
    .replace(/<[^>]*>/g, '')
    .replace(/&(lt|gt|quot|#39|amp);/g, (_, entity: string) => ({ lt: '<', gt: '>', quot: '"', '#39': "'", amp: '&' })[entity] ?? '');
  return trimmed(words.split('\n'));
}

export function linesOfText(text: string): string[] {
  const lines = text.split('\n').filter((line) => line !== '--');
  return trimmed(lines.map((line) => line.replace(/^> /, '')));
}

const trimmed = (lines: string[]) => lines.map((line) => line.trim()).filter(Boolean);
