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
  },
});

const paths = [
  ...pageNames.map((name) => (name === 'home' ? '/' : `/${name}`)),
  '/nowhere',
  ...Object.keys(catalogue).map((code) => `/problems/${code}`),
];

describe.each(locales)('in %s', (locale) => {
  test.each(paths)('the document at %s is valid HTML', async (path) => {
    const answer = await fetch(`${stack.url}${path}?lang=${locale}`, { headers: { Accept: 'text/html' } });
    const { results } = await rules.validateString(await answer.text());
    const faults = results.flatMap(({ messages }) =>
      messages.map(({ ruleId, message, selector }) => `${ruleId}: ${message} (${selector})`),
    );
    expect(faults).toEqual([]);
  });
});
