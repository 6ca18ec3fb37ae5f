import { describe, expect, test } from 'vitest';
import type { WayActions } from '../../web/account/frame.ts';
import { does, type Press, type Sent, type ShellActions } from '../../web/actions.ts';
import type { CaptchaActions } from '../../web/captcha/page.ts';
import type { LoginActions } from '../../web/login/actions.ts';
import type { PasswordActions } from '../../web/password/actions.ts';
import type { RecoverActions } from '../../web/recover/actions.ts';
import type { SecurityActions } from '../../web/security/actions.ts';
import type { SupportActions } from '../../web/support/actions.ts';

/** What the compiler must refuse is kept by it (`npm run check`): an `@ts-expect-error` line fails once it compiles. */
describe('an element of a page', () => {
  test('names an action of its page, and gives what that takes', () => {
    expect(does<LoginActions>('sendCode')).toEqual({ 'data-do': 'sendCode', value: undefined });
    expect(does<SecurityActions>(['chooseTask', 'switchOff'])).toEqual({ 'data-do': 'chooseTask', value: 'switchOff' });
    expect(does<ShellActions>(['speak', 'cs'])).toEqual({ 'data-do': 'speak', value: 'cs' });
    const others: [Press<RecoverActions>, Press<CaptchaActions>, Press<WayActions>] = ['sendSms', 'solveCaptcha', 'openLogin'];
    expect(others.length).toBe(3);

    // @ts-expect-error mistyped
    does<LoginActions>('sendcode');
    // @ts-expect-error an action of another page
    does<LoginActions>('sendSms');
    // @ts-expect-error what it takes is missing
    does<SecurityActions>('chooseTask');
    // @ts-expect-error a task that is none
    does<SecurityActions>(['chooseTask', 'switchOf']);
    // @ts-expect-error a language that is none
    does<ShellActions>(['speak', 'fr']);
    // @ts-expect-error it takes nothing
    does<LoginActions>(['sendCode', 'now']);
    // @ts-expect-error a button has no form to give
    does<LoginActions>('confirmCode');
  });

  test('that is a form names an action that takes what was filled in', () => {
    const sent: [Sent<LoginActions>, Sent<SecurityActions>, Sent<PasswordActions>, Sent<RecoverActions>, Sent<SupportActions>] = [
      'logIn',
      'confirmTask',
      'setPassword',
      'confirmRecovery',
      'sendRequest',
    ];
    expect(sent.length).toBe(5);
    // @ts-expect-error mistyped
    const mistyped: Sent<LoginActions> = 'login';
    // @ts-expect-error it takes no form
    const takesNone: Sent<LoginActions> = 'sendCode';
    // @ts-expect-error it takes a value, not a form
    const takesValue: Sent<SecurityActions> = 'chooseTask';
    expect([mistyped, takesNone, takesValue].length).toBe(3);
  });
});
