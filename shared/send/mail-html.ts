/**
 * An e-mail as HTML. Colours stand inline for programs that drop the style sheet, and once more in the sheet for dark mode. Nothing is
 * loaded from anywhere: the shop's logo travels with the e-mail. No tables but the one that gives Outlook a button.
 */
import type { Block, Framed } from './mail-blocks.ts';

/** The name by which the HTML finds the logo that travels with it (RFC 2392). */
export const LOGO_ID = 'logo';

const text = '#1f2430';
const quiet = '#5b6472';

export function htmlOf({ locale, shopName, brand, subject, heading, preview, blocks, footer, footerLinks }: Framed): string {
  const { light, dark } = brand.accent;
  const system = "-apple-system,BlinkMacSystemFont,'Segoe UI',Roboto,Helvetica,Arial,sans-serif";
  const font = escapeHtml(`font-family:${brand.font ? `${brand.font},` : ''}${system}`);
  const links = footerLinks.map(({ label, url }) => anchor(url, `class="quiet" style="color:${quiet};white-space:nowrap"`, label));
  const below = [prose(footer), ...(links.length > 0 ? [links.join(' &nbsp; ')] : [])];
  return `<!doctype html>
<html lang="${locale}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<meta name="format-detection" content="telephone=no,date=no,address=no">
<title>${escapeHtml(subject)}</title>
<style>
:root{color-scheme:light dark}
@media (prefers-color-scheme:dark){
.page{background-color:#12151c!important}
.card{background-color:#1c212b!important;border-color:#2e3644!important}
.text{color:#e8ebf1!important}
.quiet{color:#a3acbb!important}
.logo{background-color:#ffffff!important;padding:8px!important}
.code{background-color:#273046!important;color:#ffffff!important}
.main{background-color:${dark.color}!important;color:${dark.on}!important}
.plain{border-color:#77839a!important;color:#e8ebf1!important}
.link{color:${dark.color}!important}
.quote{background-color:#151922!important;border-color:#4a5468!important}
}
</style>
</head>
<body class="page" style="margin:0;padding:24px 12px;background-color:#f3f4f7;${font}">
<div style="display:none;max-height:0;overflow:hidden;mso-hide:all">${escapeHtml(preview)}</div>
<div lang="${locale}" role="article" aria-label="${escapeHtml(subject)}">
<div class="card" style="box-sizing:border-box;max-width:528px;margin:0 auto;padding:28px 24px 12px;overflow-wrap:anywhere;background-color:#ffffff;border:1px solid #e1e4ea;border-radius:14px">
${shopOf(shopName, brand)}
<h1 class="text" style="margin:0 0 16px;font-size:22px;line-height:28px;font-weight:700;color:${text}">${prose(heading)}</h1>
${blocks.map((block) => htmlBlock(block, light)).join('\n')}
</div>
${below.map((line) => `<p class="quiet" style="box-sizing:border-box;max-width:528px;margin:12px auto 0;padding:0 24px;font-size:13px;line-height:20px;color:${quiet}">${line}</p>`).join('\n')}
</div>
</body>
</html>
`;
}

type Colors = Framed['brand']['accent']['light'];

/** Where pictures are not shown, the logo's text stands in its place, and looks like the name that others have there. */
function shopOf(shopName: string, { mailLogo }: Framed['brand']): string {
  const name = escapeHtml(shopName);
  const style = `margin:0 0 20px;font-size:17px;line-height:24px;font-weight:700;color:${text}`;
  if (!mailLogo) return `<p class="text" style="${style}">${name}</p>`;
  const { width, height } = mailLogo;
  return `<p class="text" style="${style}"><img class="logo" src="cid:${LOGO_ID}" alt="${name}" width="${width}" height="${height}" style="display:block;max-width:100%;border:0;border-radius:6px"></p>`;
}

function htmlBlock(block: Block, accent: Colors): string {
  switch (block.kind) {
    case 'paragraph':
      return paragraph(prose(block.text));
    case 'code':
      // One run of digits, so that a double click, a long press or a screen reader takes the whole code.
      return `<p class="code" style="margin:0 0 20px;padding:16px 8px;border-radius:10px;background-color:#eef2fb;color:#10203f;font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;font-size:34px;line-height:42px;font-weight:700;letter-spacing:6px;text-indent:6px;text-align:center;-webkit-user-select:all;user-select:all">${escapeHtml(block.code)}</p>`;
    case 'facts':
      return paragraph(block.facts.map(({ name, value }) => `<strong>${escapeHtml(name)}:</strong> ${escapeHtml(value)}`).join('<br>'));
    case 'link':
      return button(block, accent);
    case 'contact':
      return paragraph(`${prose(block.text)} ${anchor(block.url, `class="link" style="color:${accent.color}"`, block.label)}`);
    case 'quote':
      return htmlQuote(block);
  }
}

/** “E-Mail” is read as one word: on a narrow phone no line is broken at its hyphen. */
const prose = (text: string) => escapeHtml(text).replaceAll(/\be-mail/gi, '<span style="white-space:nowrap">$&</span>');

function paragraph(content: string): string {
  return `<p class="text" style="margin:0 0 16px;font-size:16px;line-height:24px;color:${text}">${content}</p>`;
}

/** Outlook knows the padding of a cell only. */
function button({ label, url, look }: Extract<Block, { kind: 'link' }>, { color, on }: Colors): string {
  const shape =
    'display:inline-block;padding:12px 22px;border-radius:10px;font-size:16px;line-height:22px;font-weight:600;text-decoration:none';
  const [cell, link] =
    look === 'main'
      ? [`background-color:${color};border-radius:10px`, `class="main" style="${shape};background-color:${color};color:${on}"`]
      : ['border-radius:10px', `class="plain" style="${shape};border:1px solid #858c9a;color:${text}"`];
  return `<table role="presentation" cellpadding="0" cellspacing="0" border="0" style="margin:0 0 20px"><tr><td${look === 'main' ? ' class="main"' : ''} style="${cell};mso-padding-alt:12px 22px">${anchor(url, link, label)}</td></tr></table>`;
}

/**
 * An account of SES that counts clicks would put a server of its own before each link, and give it the token (SES Developer Guide, metrics
 * FAQ: ses:no-track).
 */
const anchor = (url: string, attributes: string, content: string) =>
  `<a ses:no-track href="${escapeHtml(url)}" ${attributes}>${escapeHtml(content)}</a>`;

/** Lines are broken by elements, which every mail program keeps; white space at the start of one is kept by most. */
function htmlQuote({ name, lines }: Extract<Block, { kind: 'quote' }>): string {
  return `<p class="text" style="margin:0 0 6px;font-size:16px;line-height:24px;color:${text}"><strong>${escapeHtml(name)}:</strong></p>
<blockquote class="text quote" style="margin:0 0 16px;padding:10px 14px;border-left:4px solid #aab2c0;background-color:#f3f4f7;font-size:15px;line-height:22px;white-space:pre-wrap;color:${text}">${lines.map(escapeHtml).join('<br>')}</blockquote>`;
}

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

function escapeHtml(raw: string): string {
  return raw.replace(/[&<>"']/g, (character) => entities[character] ?? '');
}
