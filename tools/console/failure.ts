/** Why something was not done, and what to do about it, for people of the team who did not build the service. */
import type { Route } from '../../shared/http/routes/route.ts';
import { type Answer, problemIn } from '../admin-call.ts';
import { AwsRefused, askQuery } from '../aws.ts';
import { Refused } from '../command.ts';
import { type CallName, calls } from './calls.ts';
import type { Failure } from './contract.ts';
import type { Installation } from './installation.ts';

const lookAgain = 'Look at it as it stands now, and decide anew.';
const inAMoment = 'Nothing was changed, and nothing you typed is lost: try again in a moment.';

/** What the API refuses with, by the problem's code. */
const sentences: Readonly<Record<string, Omit<Failure, 'code'>>> = {
  not_found: { says: 'There is no such thing (any more).', todo: 'Somebody may have deleted it meanwhile. Search for it again.' },
  already_decided: { says: 'Somebody was faster: this request is decided already.', todo: lookAgain },
  superseded: {
    says: 'The two-factor login of this account is no longer the one that was approved: it was used, changed or switched off since.',
    todo: 'The request is over. Whoever still needs it asks again.',
  },
  not_enabled: {
    says: 'There is no two-factor login to switch off on this account, or the request is about no account yet.',
    todo: 'Attach the request to its account, or reject it. Do not tell the asker which of the two it is.',
  },
  delivery_failed: {
    says: 'The e-mail to the customer could not be handed over, so the approval is taken back: nobody’s login changes without a word.',
    todo: 'Try again in a few minutes. If it goes on, tell whoever looks after the alarms (delivery-failures).',
  },
  precondition_failed: { says: 'It has been changed by somebody else since you looked.', todo: lookAgain },
  too_many_attempts: { says: 'More calls arrive than the service takes at the moment.', todo: inAMoment },
  unavailable: { says: 'The service is in trouble at the moment.', todo: inAMoment },
};

/** Of an answer of the API that is no success. */
export async function refusalOf(name: CallName, answer: Answer, { about, aws }: Installation): Promise<Failure> {
  const problem = problemIn(answer.text);
  const code = problem?.code ?? `status_${answer.status}`;
  if (code === 'session_required' || answer.status === 401 || answer.status === 403) {
    const sts =
      about.kind === 'local'
        ? undefined
        : await aws()
            .then((caller) => askQuery(caller, { name: 'sts' }, '2011-06-15', 'GetCallerIdentity'))
            .then(() => undefined, failureOf);
    return sts ?? mayNot(calls[name], about.identity);
  }
  if (code === 'not_found' && problem?.detail?.includes('CDN')) {
    return {
      code: 'beside_the_cdn',
      says: 'The API answers only to the CDN in front of it, and the secret that this console has is not the CDN’s.',
      todo: 'Start the console anew, or set KEYCARD_CDN_SECRET.',
    };
  }
  const known = sentences[code];
  if (known) return { code, ...known, ...(problem?.detail && { says: `${known.says} ${problem.detail}` }) };
  const faults = (problem?.errors ?? []).map(({ path, message }) => `${path} ${message}`.trim()).join('; ');
  return { code, says: faults || problem?.detail || problem?.title || `${about.url} answered ${answer.status}.` };
}

/** The signature is right, as far as AWS says, and the API refuses all the same. */
const mayNot = ({ method, path }: Route, identity: string): Failure => ({
  code: 'not_permitted',
  says: `${identity} may not make this call, or the clock of this machine is wrong by minutes.`,
  todo: `Have whoever gives permissions allow execute-api:Invoke on …/${method}${path.replaceAll(/\{\w+\}/g, '*')}.`,
});

const renew =
  'Renew them (such as: aws sso login), and try again: what you typed stays here. Keys that came from environment variables cannot be renewed in a running console: end it with Ctrl-C and start it anew.';

/** Of whatever was thrown on the way. */
export function failureOf(error: unknown): Failure {
  if (error instanceof AwsRefused) return ofAws(error);
  if (error instanceof Refused) {
    return { code: 'not_reached', says: error.message, todo: `Is this machine online, and has the VPN its say? ${inAMoment}` };
  }
  const { name, message } = error as Error;
  if (/Credentials|Token|Profile/.test(name))
    return { code: 'no_credentials', says: `No AWS credentials were found: ${message}`, todo: renew };
  return { code: 'not_reached', says: `AWS was not reached: ${message}`, todo: inAMoment };
}

function ofAws({ name, message }: AwsRefused): Failure {
  if (/Expired/.test(name)) return { code: 'credentials_expired', says: 'Your AWS credentials have expired.', todo: renew };
  if (/InvalidClientTokenId|UnrecognizedClient|SignatureDoesNotMatch|IncompleteSignature/.test(name)) {
    return { code: 'credentials_unknown', says: 'AWS does not know these credentials.', todo: renew };
  }
  if (/AccessDenied/.test(name))
    return { code: 'not_permitted', says: `AWS refuses: ${message}`, todo: 'Have whoever gives permissions allow it.' };
  if (/Throttl/.test(name)) return { code: 'too_many_attempts', says: 'AWS takes no more of these calls at the moment.', todo: inAMoment };
  if (/ParameterNotFound/.test(name))
    return {
      code: 'not_found',
      says: 'The switch is not there: its parameter was deleted.',
      todo: 'docs/admin.md, “The switch”, says what it is called; put it there again.',
    };
  return { code: name, says: `AWS refuses: ${name} ${message}`.trim(), todo: inAMoment };
}
