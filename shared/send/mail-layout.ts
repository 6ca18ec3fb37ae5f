import type { Locale } from '../words/locale.ts';
import type { Mail } from './message.ts';

export type Block =
  | { kind: 'paragraph'; text: string }
  | { kind: 'code'; code: string }
  | { kind: 'fact'; name: string; value: string }
  /** The address stands there as text too: for who reads the plain part, and for who wants to see where a button leads. */
  | { kind: 'link'; label: string; url: string; look: 'button' | 'plain' }
  /** What somebody else wrote, line by line, set apart from our own words. */
  | { kind: 'quote'; name: string; lines: readonly string[] };

/** `heading`: where it is not the subject. */
type Letter = { locale: Locale; shopName: string; subject: string; heading?: string; blocks: readonly Block[]; footer: string };

/** Both parts of an e-mail out of the same blocks, so that they cannot say different things. */
export function layOut(letter: Letter): Mail {
  return { subject: letter.subject, text: plainText(letter), html: html(letter) };
}

function plainText({ shopName, subject, heading = subject, blocks, footer }: Letter): string {
  return `${[shopName, heading, ...blocks.map(textBlock), '--', footer].join('\n\n')}\n`;
}

function textBlock(block: Block): string {
  switch (block.kind) {
    case 'paragraph':
      return block.text;
    case 'code':
      return `    ${block.code}`;
    case 'fact':
      return `${block.name}: ${block.value}`;
    case 'link':
      return `${block.label}:\n${block.url}`;
    case 'quote':
      return [`${block.name}:`, ...block.lines.map((line) => `> ${line}`)].join('\n');
  }
}

const text = '#1f2430';
const quiet = '#5b6472';

/**
 * Colours stand inline for clients that drop the style sheet, and once more in the sheet for dark mode.
 * No tables, no pictures, nothing to load, and no links but those of a block.
 */
function html({ locale, shopName, subject, heading = subject, blocks, footer }: Letter): string {
  const font = "font-family:-apple-system,BlinkMacSystemFont,'Segoe UI',Roboto,Helvetica,Arial,sans-serif";
  return `<!doctype html>
<html lang="${locale}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<meta name="format-detection" content="telephone=no">
<title>${escapeHtml(subject)}</title>
<style>
:root{color-scheme:light dark}
@media (prefers-color-scheme:dark){
.page{background-color:#12151c!important}
.card{background-color:#1c212b!important;border-color:#2e3644!important}
.text{color:#e8ebf1!important}
.quiet{color:#a3acbb!important}
.code{background-color:#273046!important;color:#ffffff!important}
.button{background-color:#9db2ff!important;color:#10183a!important}
.link{color:#9db2ff!important}
.quote{background-color:#151922!important;border-color:#4a5468!important}
}
</style>
</head>
<body class="page" style="margin:0;padding:24px 12px;background-color:#f3f4f7;${font}">
<div class="card" style="box-sizing:border-box;max-width:528px;margin:0 auto;padding:28px 24px 12px;overflow-wrap:anywhere;background-color:#ffffff;border:1px solid #e1e4ea;border-radius:14px">
<p class="quiet" style="margin:0 0 20px;font-size:14px;line-height:20px;font-weight:600;color:${quiet}">${escapeHtml(shopName)}</p>
<h1 class="text" style="margin:0 0 16px;font-size:22px;line-height:28px;font-weight:700;color:${text}">${escapeHtml(heading)}</h1>
${blocks.map(htmlBlock).join('\n')}
</div>
<p class="quiet" style="box-sizing:border-box;max-width:528px;margin:16px auto 0;padding:0 24px;font-size:13px;line-height:19px;color:${quiet}">${escapeHtml(footer)}</p>
</body>
</html>
`;
}

function htmlBlock(block: Block): string {
  switch (block.kind) {
    case 'paragraph':
      return paragraph(escapeHtml(block.text));
    case 'code':
      // One run of digits, so that a double click, a long press or a screen reader takes the whole code.
      return `<p class="code" style="margin:0 0 20px;padding:16px 8px;border-radius:10px;background-color:#eef2fb;color:#10203f;font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;font-size:34px;line-height:42px;font-weight:700;letter-spacing:6px;text-indent:6px;text-align:center;-webkit-user-select:all;user-select:all">${escapeHtml(block.code)}</p>`;
    case 'fact':
      return paragraph(`<strong>${escapeHtml(block.name)}:</strong> ${escapeHtml(block.value)}`);
    case 'link':
      return htmlLink(block);
    case 'quote':
      return htmlQuote(block);
  }
}

function paragraph(content: string): string {
  return `<p class="text" style="margin:0 0 16px;font-size:16px;line-height:24px;color:${text}">${content}</p>`;
}

function htmlLink({ label, url, look }: Extract<Block, { kind: 'link' }>): string {
  const button =
    look === 'button'
      ? 'class="button" style="display:inline-block;padding:12px 22px;border-radius:10px;background-color:#2f52c4;color:#ffffff;font-weight:600;text-decoration:none"'
      : 'class="link" style="color:#2f52c4;font-weight:600"';
  // An account of SES that counts clicks would put a server of its own before each link, and give it the token
  // (SES Developer Guide, metrics FAQ: ses:no-track).
  const anchor = (attributes: string, content: string) =>
    `<a ses:no-track href="${escapeHtml(url)}" ${attributes}>${escapeHtml(content)}</a>`;
  return `<p style="margin:0 0 8px;font-size:16px;line-height:24px">${anchor(button, label)}</p>
<p style="margin:0 0 20px;font-size:13px;line-height:19px;word-break:break-all">${anchor(`class="quiet" style="color:${quiet}"`, url)}</p>`;
}

/** Lines are broken by elements, which every mail program keeps; white space at the start of one is kept by most. */
function htmlQuote({ name, lines }: Extract<Block, { kind: 'quote' }>): string {
  return `<p class="text" style="margin:0 0 6px;font-size:16px;line-height:24px;color:${text}"><strong>${escapeHtml(name)}:</strong></p>
<blockquote class="text quote" style="margin:0 0 16px;padding:10px 14px;border-left:4px solid #aab2c0;background-color:#f3f4f7;font-size:15px;line-height:22px;white-space:pre-wrap;color:${text}">${lines.map(escapeHtml).join('<br>')}</blockquote>`;
}

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

function escapeHtml(raw: string): string {
  return raw.replace(/[&<>"']/g, (character) => entities[character] ?? '');
}
