/** E-mails about a support request that has come in. None of them can fail the request, which is in the queue by then. */
import { required, variables } from '../config/environment.ts';
import { log } from '../log/events.ts';
import type { Customer } from '../store/customers.ts';
import type { Whence } from '../words/whence.ts';
import { sendMail } from './mail.ts';
import type { Mail } from './message.ts';
import { NOBODY } from './nobody.ts';
import type { NotMeLink } from './not-me.ts';
import { type SupportTeamMail, supportAskedMail, supportTeamMail } from './support-mail.ts';

const shopName = required(variables.shopName);

/** When, in ms since 1970, and from where. */
type Asked = { at: number; from: Whence };

/** The owner of the account is told at once that somebody asked, with a link that ends it. */
export async function tellOwnerOfRequest(
  { email, locale = 'en' }: Pick<Customer, 'email' | 'locale'>,
  notMe: NotMeLink,
  asked: Asked,
): Promise<void> {
  await sendOrLog(email, await supportAskedMail({ notMe, ...asked }, { locale, shopName }), 'support_asked');
}

/** As long as telling an owner takes: who asks about no account is not to notice it by the time. */
export async function tellNobody(notMe: NotMeLink, asked: Asked): Promise<void> {
  await sendMail(NOBODY, await supportAskedMail({ notMe, ...asked }, { locale: 'en', shopName }));
}

export async function tellTeamOfRequest(team: string, request: SupportTeamMail): Promise<void> {
  await sendOrLog(team, await supportTeamMail(request, { shopName }), 'support_requested');
}

async function sendOrLog(to: string, mail: Mail, notice: string): Promise<void> {
  const delivery = await sendMail(to, mail);
  if (delivery.outcome === 'accepted') return;
  log({ event: 'notice_failed', notice, outcome: delivery.outcome, reason: delivery.reason });
}
