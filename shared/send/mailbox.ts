/**
 * Mailboxes as they may stand in an e-mail's header (RFC 5322 §3.4), so that neither a name nor an address
 * can end the header and begin another one, or add a second recipient.
 */

/** One bare address: no display name, no list, no white space. Stricter than RFC 5322 where quoting would begin. */
export function isBareAddress(text: string): boolean {
  return text.length <= 254 && /^[\x21-\x7e]+$/.test(text) && /^[^@"(),:;<>[\\\]]+@[^@"(),:;<>[\\\]]+$/.test(text);
}

/**
 * `Name <address>` or an address, made fit for a header: a name beyond ASCII as encoded words (RFC 2047 §2),
 * one with special characters quoted.
 *
 * @throws Error when there is no single address in it, or a control character.
 */
export function senderHeader(mailbox: string): string {
  const [, name = '', address = mailbox] = /^([^<>]*)<([^<>]*)>$/.exec(mailbox.trim()) ?? [];
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what must not get through
  if (!isBareAddress(address.trim()) || /[\x00-\x1f\x7f]/.test(mailbox)) throw new Error('the sender is not "Name <address>"');
  const phrase = displayName(name.trim().replace(/^"(.*)"$/, '$1'));
  return phrase ? `${phrase} <${address.trim()}>` : address.trim();
}

function displayName(name: string): string {
  if (/^[A-Za-z0-9 !#$%&'*+/=?^_`{|}~-]*$/.test(name)) return name;
  if (/^[\x20-\x7e]+$/.test(name)) return `"${name.replace(/["\\]/g, '\\$&')}"`;
  return encodedWords(name);
}

/** An encoded word has at most 75 characters and ends between characters: 45 octets become 60 of base64. */
function encodedWords(name: string): string {
  const words: string[] = [];
  let word = '';
  for (const character of name) {
    if (Buffer.byteLength(word + character) > 45) {
      words.push(word);
      word = '';
    }
    word += character;
  }
  return [...words, word].map((text) => `=?UTF-8?B?${Buffer.from(text).toString('base64')}?=`).join(' ');
}
