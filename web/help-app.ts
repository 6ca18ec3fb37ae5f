import type { Captcha } from './captcha/captcha.ts';
import type { Keycard } from './client.ts';
import type { HelpFrame } from './help-frame.ts';
import type { RecoverEvent, RecoverState } from './recover/state.ts';
import type { SupportEvent, SupportState } from './support/state.ts';

/** What an action of the pages for those who cannot log in may use. */
export type HelpApp = {
  client: Keycard;
  captcha: Captcha;
  recover(): RecoverState;
  support(): SupportState;
  moveRecover(event: RecoverEvent): void;
  moveSupport(event: SupportEvent): void;
  say(): HelpFrame['say'];
  /** Says something politely to a screen reader. */
  announce(text: string): void;
};
