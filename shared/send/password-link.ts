import { required, variables } from '../config/environment.ts';
import { MINUTE, PASSWORD_LINK_LIFETIME } from '../flow/budgets.ts';
import type { Customer } from '../store/customers.ts';
import type { Locale } from '../words/locale.ts';
import { mailWords, type PasswordLinkAfter } from '../words/mails.ts';
import { sendMail } from './mail.ts';
import { layOut } from './mail-layout.ts';
import type { Delivery, Mail } from './message.ts';
import { NOBODY } from './nobody.ts';

const shopName = required(variables.shopName);

/** `link`: a whole URL, with a token in the fragment that sets one password; or, where there is none, of the page that a new one is asked for at. */
type PasswordMail = {
  link: string;
  leadsTo: 'password' | 'page';
  after: PasswordLinkAfter;
  validMinutes: number;
  locale: Locale;
  shopName: string;
};

/** The e-mail by which a password is replaced: what happened, the link, how long it holds, and what to do for whom it is news. */
export async function passwordMail({ link, leadsTo, after, validMinutes: minutes, locale, shopName: shop }: PasswordMail): Promise<Mail> {
  const [words, { footer }] = await Promise.all([mailWords('password', locale), mailWords('frame', locale)]);
  return layOut({
    locale,
    shopName: shop,
    subject: words.subject,
    blocks: [
      { kind: 'paragraph', text: words.happened[after]({ shop }) },
      { kind: 'link', label: words.goOn, url: link, look: 'button' },
      ...(leadsTo === 'password' ? [words.validity({ minutes }), words.next].map((text) => ({ kind: 'paragraph', text }) as const) : []),
      { kind: 'paragraph', text: words.notYou[after] },
    ],
    footer: footer.concerns({ shop }),
  });
}

/** To its owner; or, where there is nobody to write to, to nobody, as that takes as long. @param locale where a customer has none */
export async function sendPasswordLink(
  owner: Pick<Customer, 'email' | 'locale'> | undefined,
  mail: Pick<PasswordMail, 'link' | 'leadsTo' | 'after'>,
  locale: Locale,
): Promise<Delivery> {
  const validMinutes = PASSWORD_LINK_LIFETIME / MINUTE;
  return sendMail(owner?.email ?? NOBODY, await passwordMail({ ...mail, validMinutes, locale: owner?.locale ?? locale, shopName }));
}
