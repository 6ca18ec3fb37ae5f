/**
 * Contacts as the customer recognises them and nobody else learns them. The number of dots says nothing:
 * it is the same for every address and every number.
 */

/** @example maskEmail('jana.novak@example.com') // 'j•••@example.com' */
export function maskEmail(email: string): string {
  const at = email.lastIndexOf('@');
  // By code points: half a surrogate pair would not be a character.
  const [first = ''] = at > 0 ? email.slice(0, at) : '';
  return at < 0 ? '•••' : `${first}•••${email.slice(at)}`;
}

/**
 * Country and last two digits of a number in E.164 form.
 *
 * @example maskPhone('+420601123456') // '+420 ••• ••56'
 */
export function maskPhone(phone: string): string {
  const country = countryCode.exec(phone)?.[0];
  return country ? `${country} ••• ••${phone.slice(-2)}` : '•••';
}

/** ITU-T E.164: zones 1 and 7 have one digit, these have two, all others three; what follows is longer than what is shown. */
const countryCode = /^\+(?:[17]|2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58]|[2-9][0-9]{2})(?=[0-9]{4})/;
