import { HtmlValidate } from 'html-validate/node';
import { describe, expect, test } from 'vitest';
import { catalogue } from '../../shared/http/problems.ts';
import { locales } from '../../shared/words/locale.ts';
import { pageNames } from '../../web/pages.ts';
import { startTestStack } from '../support/stack.ts';

const stack = await startTestStack();

const rules = new HtmlValidate({
  root: true,
  extends: ['html-validate:recommended', 'html-validate:document'],
  rules: {
    // The documents are sent, and read by nobody: no line of theirs is longer for it.
    'long-title': 'off',
    // Typographic spaces and hyphens are texts' own.
    'no-raw-characters': 'error',
    // Of this very service, by a name that holds a hash.
    'require-sri': ['error', { target: 'crossorigin' }],
    'doctype-style': ['error', { style: 'lowercase' }],
    // The CAPTCHA's: a button in its role keeps the focus while it works.
    'prefer-native-element': ['error', { exclude: ['checkbox'] }],
  },
});

/** Either view is there for one kind of browser, and each has its heading. */
const withProgram = (document: string) => document.replace(/<noscript>.*<\/noscript>/s, '');
const withoutProgram = (document: string) => document.replace(/<(form|section) [^>]*data-served hidden>.*<\/\1>/s, '');

const paths = [
  ...pageNames.map((name) => (name === 'home' ? '/' : `/${name}`)),
  '/nowhere',
  ...Object.keys(catalogue).map((code) => `/problems/${code}`),
];

describe.each(locales)('in %s', (locale) => {
  test.each(paths)('the document at %s is valid HTML', async (path) => {
    const answer = await fetch(`${stack.url}${path}?lang=${locale}`, { headers: { Accept: 'text/html' } });
    const document = await answer.text();
    for (const read of [withProgram(document), withoutProgram(document)]) {
      const { results } = await rules.validateString(read);
      const faults = results.flatMap(({ messages }) =>
        messages.map(({ ruleId, message, selector }) => `${ruleId}: ${message} (${selector})`),
      );
      expect(faults).toEqual([]);
    }
  });
});
