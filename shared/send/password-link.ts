import { required, variables } from '../config/environment.ts';
import { MINUTE, PASSWORD_LINK_LIFETIME } from '../flow/budgets.ts';
import type { Customer } from '../store/customers.ts';
import type { Locale } from '../words/locale.ts';
import type { Whence } from '../words/whence.ts';
import { sendMail } from './mail.ts';
import type { Delivery } from './message.ts';
import { NOBODY } from './nobody.ts';
import { type PasswordMail, passwordMail } from './password-mail.ts';

const shopName = required(variables.shopName);

/** To its owner; or, where there is nobody to write to, to nobody, as that takes as long. @param from `locale`: where a customer has none */
export async function sendPasswordLink(
  owner: Pick<Customer, 'email' | 'locale'> | undefined,
  mail: Pick<PasswordMail, 'link' | 'leadsTo' | 'after'>,
  from: Whence & { locale: Locale; now: number },
): Promise<Delivery> {
  const told = { ...mail, validMinutes: PASSWORD_LINK_LIFETIME / MINUTE, at: from.now, from };
  return sendMail(owner?.email ?? NOBODY, await passwordMail(told, { locale: owner?.locale ?? from.locale, shopName }));
}
