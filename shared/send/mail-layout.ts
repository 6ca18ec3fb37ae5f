import { type Brand, brand as ours } from '../config/brand.ts';
import { type FrameWords, mailWords } from '../words/mails.ts';
import type { Block, FooterLink, Framed } from './mail-blocks.ts';
import { htmlOf } from './mail-html.ts';
import { textOf } from './mail-text.ts';
import type { Mail } from './message.ts';
import type { Reader } from './reader.ts';

/** What an e-mail says. `heading`: where it is not the subject. `footer`: where it is not the one that says that it is about security. */
type Letter = { subject: string; heading?: string; blocks: readonly Block[]; footer?: string };

/** Both parts of an e-mail out of the same blocks, so that they cannot say different things. */
export async function layOut(write: (frame: FrameWords, brand: Brand) => Letter | Promise<Letter>, reader: Reader): Promise<Mail> {
  const { locale, shopName, brand = ours } = reader;
  const frame = await mailWords('frame', locale);
  const { subject, heading = subject, blocks, footer } = await write(frame, brand);
  const framed: Framed = {
    locale,
    shopName,
    brand,
    subject,
    heading,
    preview: blocks.find((block) => block.kind === 'paragraph')?.text ?? heading,
    blocks,
    footer: footer ?? frame.footer.concerns({ shop: shopName }),
    // Another footer is that of an e-mail without links, or of one to the team.
    footerLinks: footer === undefined ? footerLinks(brand, frame) : [],
  };
  return { subject, text: textOf(framed), html: htmlOf(framed), ...(brand.mailLogo && { logo: brand.mailLogo }) };
}

function footerLinks({ links, supportMail }: Brand, frame: FrameWords): FooterLink[] {
  const support = links.support ?? (supportMail && `mailto:${supportMail}`);
  return (['support', 'imprint', 'privacy'] as const).flatMap((name) => {
    const url = name === 'support' ? support : links[name];
    return url ? [{ label: frame.links[name], url }] : [];
  });
}
