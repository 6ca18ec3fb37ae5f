import { expect, test } from 'vitest';
import { locales } from '../../shared/words/locale.ts';
import { noticeMailWords } from '../../shared/words/notice-mail.ts';
import { words } from '../../web/words/words.ts';

test.each(locales)('the words in %s for those who cannot log in call the button at the code step by its name', (locale) => {
  const { recover, support, login } = words[locale];
  for (const text of [recover.recover.noLinkSteps[1], recover.recover.overWayOn, support.support.tryFirstLink]) {
    expect(text).toContain(login.lost.lost);
  }
});

test.each(locales)('the e-mail about an ended password calls the link at the login by its name in %s', (locale) => {
  const { login, password } = words[locale];
  expect(noticeMailWords[locale].password_ended.notYou('Keycard')).toContain(login.forgotten);
  expect(password.reset.forgotTitle).toBe(login.forgotten);
});
