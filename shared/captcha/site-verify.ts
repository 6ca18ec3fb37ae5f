/** Turnstile and hCaptcha: the provider is asked, with a time limit, and an answer that is no answer is a failure. */
import { request } from 'node:https';
import { jsonCaller } from '../aws/json-call.ts';
import { patience } from '../aws/patience.ts';
import { required, variables } from '../config/environment.ts';

export type SiteVerifier = 'turnstile' | 'hcaptcha';

const endpoints = {
  turnstile: 'https://challenges.cloudflare.com/turnstile/v0/siteverify',
  hcaptcha: 'https://api.hcaptcha.com/siteverify',
} as const satisfies Record<SiteVerifier, string>;

const TIMEOUT = 3000;

/** The providers themselves accept a token once. @throws when the provider does not answer in time, or not in its form. */
export async function siteVerify(provider: SiteVerifier, token: string, endpoint: string = endpoints[provider]): Promise<boolean> {
  const secret = await secretKey();
  const answer = await post(endpoint, new URLSearchParams({ secret, response: token }).toString());
  const { success } = JSON.parse(answer) as { success?: unknown };
  if (typeof success !== 'boolean') throw new Error(`${provider} answered in another form`);
  return success;
}

let read: Promise<string> | undefined;

/** The shop's secret key at the provider, read once; a read that failed is tried again by the next call. */
function secretKey(): Promise<string> {
  read ??= readSecretKey().catch((error: unknown) => {
    read = undefined;
    throw error;
  });
  return read;
}

async function readSecretKey(): Promise<string> {
  const name = required(variables.captchaSecretParameter);
  const answer = await jsonCaller('ssm', 'AmazonSSM', patience)('GetParameter', { Name: name, WithDecryption: true });
  const { Parameter } = answer as { Parameter?: { Value?: string } };
  if (!Parameter?.Value) throw new Error(`the parameter ${name} is empty`);
  return Parameter.Value;
}

/** Node's own client: `fetch` would load undici into every cold start. */
function post(url: string, body: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/x-www-form-urlencoded', 'content-length': Buffer.byteLength(body) };
    const call = request(url, { method: 'POST', headers, signal: AbortSignal.timeout(TIMEOUT) }, (answer) => {
      let text = '';
      answer.setEncoding('utf8');
      answer.on('data', (part: string) => {
        text += part;
      });
      answer.on('end', () => (answer.statusCode === 200 ? resolve(text) : reject(new Error(`siteverify answered ${answer.statusCode}`))));
      answer.on('error', reject);
    });
    call.on('error', reject);
    call.end(body);
  });
}
