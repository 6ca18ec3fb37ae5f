import { describe, expect, test } from 'vitest';
import { said, saidAs } from '../../cdk/brand/said.ts';
import { locales } from '../../shared/words/locale.ts';

describe.each(locales)('the list of our texts by their keys (%s)', (locale) => {
  test('has every text, with what is filled in by its name', () => {
    const texts = saidAs(locale);
    expect(Object.keys(texts)).toEqual(Object.keys(said[locale]));
    for (const [key, text] of Object.entries(texts)) expect([key, typeof text, text.includes('[object')]).toEqual([key, 'string', false]);
  });

  test('names a list that is filled in as anything else, and not by what the program calls it', () => {
    expect(saidAs(locale)['pages.security.events.customer_changed']).toContain('{fields}');
    expect(said[locale]['pages.security.events.customer_changed']).toEqual({ fields: '0.fields' });
  });
});
