import { expect, test } from 'vitest';
import { locales } from '../../shared/words/locale.ts';
import { words } from '../../web/words/words.ts';

test.each(locales)('the words in %s for those who cannot log in call the button at the code step by its name', (locale) => {
  const { recover, support, login } = words[locale];
  for (const text of [recover.recover.noLinkSteps[1], recover.recover.overWayOn, support.support.tryFirstLink]) {
    expect(text).toContain(login.lost.noApp);
  }
});

test.each(locales)('the page of a forgotten password is called in %s as the link to it at the login', (locale) => {
  const { login, password } = words[locale];
  expect(password.reset.forgotTitle).toBe(login.forgotten);
});
