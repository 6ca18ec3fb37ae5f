/** A solved CAPTCHA, as the page's widget would send it. */
import { type Challenge, solveChallenge } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2';
import type { TestStack } from '../../support/stack.ts';

export async function solvedCaptcha(stack: TestStack): Promise<string> {
  const { body } = await stack.browser().get('/v1/captcha');
  const challenge = body as Challenge;
  const solution = await solveChallenge({ challenge, deriveKey });
  return Buffer.from(JSON.stringify({ challenge, solution })).toString('base64');
}
