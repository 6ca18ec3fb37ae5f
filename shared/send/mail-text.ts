/** An e-mail as plain text: for programs that show no HTML, and for readers who want none. */
import type { Block, Framed } from './mail-blocks.ts';

export function textOf({ shopName, heading, blocks, footer, footerLinks }: Framed): string {
  const below = [footer, ...footerLinks.map(({ label, url }) => `${label}: ${shown(url)}`)].join('\n');
  return `${[shopName, heading, ...blocks.map(textBlock), '--', below].join('\n\n')}\n`;
}

function textBlock(block: Block): string {
  switch (block.kind) {
    case 'paragraph':
      return block.text;
    case 'code':
      return `    ${block.code}`;
    case 'facts':
      return block.facts.map(({ name, value }) => `${name}: ${value}`).join('\n');
    case 'link':
      return `${block.label}:\n${block.url}`;
    case 'contact':
      return `${block.text}\n${shown(block.url)}`;
    case 'quote':
      return [`${block.name}:`, ...block.lines.map((line) => `> ${line}`)].join('\n');
  }
}

/** An address is written to, not followed. */
const shown = (url: string) => url.replace(/^mailto:/, '');
