import { expect, test } from 'vitest';
import { withOwnWords } from '../../shared/words/own-words.ts';

const words = {
  title: 'Log in',
  sentTo: (address: string) => `We have sent a code to ${address}.`,
  left: (attempts: number) => `${attempts} left`,
  told: (shop: string, { method }: { method: string }) => `${shop}: ${method}`,
  steps: ['Open it.', 'Read it.'],
  lost: { title: 'Lost?', deep: { text: 'Go on' } },
};

test('a shop says something in its own way, and the rest stays as it is', () => {
  const said = withOwnWords(
    words,
    { 'pages.login.title': 'Welcome back', 'pages.login.lost.deep.text': 'On', 'pages.login.steps.1': 'Type it.' },
    'pages.login',
  );
  expect(said.title).toBe('Welcome back');
  expect(said.lost).toEqual({ title: 'Lost?', deep: { text: 'On' } });
  expect(said.steps).toEqual(['Open it.', 'Type it.']);
  expect(said.sentTo('a@example.com')).toBe('We have sent a code to a@example.com.');
});

test('who says nothing of these words has the very same ones', () => {
  expect(withOwnWords(words, {}, 'pages.login')).toBe(words);
  expect(withOwnWords(words, { 'pages.login2.title': 'x', 'pages.loginx': 'y' }, 'pages.login')).toBe(words);
  expect(withOwnWords(words, { 'pages.login.title': 'x' }, 'pages.login').lost).toBe(words.lost);
});

test('what a text names is filled in, as it stands', () => {
  const said = withOwnWords(words, { 'm.sentTo': '{0}, look there: {0}', 'm.told': '{1.method} at {0}' }, 'm');
  expect(said.sentTo('$& {0} {1}')).toBe('$& {0} {1}, look there: $& {0} {1}');
  expect(said.told('Kiosk', { method: 'totp' })).toBe('totp at Kiosk');
});

test('a count takes the form of its language', () => {
  const left = (text: string) => withOwnWords(words, { 'm.left': text }, 'm').left;
  const czech = left('Zbývá {0 cs one{{0} pokus}few{{0} pokusy}other{{0} pokusů}}.');
  expect([1, 3, 5].map(czech)).toEqual(['Zbývá 1 pokus.', 'Zbývá 3 pokusy.', 'Zbývá 5 pokusů.']);
  const english = left('{0 en one{one attempt}other{{0} attempts}} left');
  expect([0, 1, 2].map(english)).toEqual(['0 attempts left', 'one attempt left', '2 attempts left']);
});

test('a form is chosen by what something is, and else it is the other one', () => {
  const { told } = withOwnWords(words, { 'm.told': '{1.method totp{the app of {0}}other{a mail}}!' }, 'm');
  expect(told('Kiosk', { method: 'totp' })).toBe('the app of Kiosk!');
  expect(told('Kiosk', { method: 'constructor' })).toBe('a mail!');
});
