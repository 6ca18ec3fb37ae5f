import type { ProblemPageWords } from '../problem-pages.ts';

export const problemPages: ProblemPageWords = {
  whatToDo: 'What to do',
  carries: 'What it may carry beside that',
  everyProblem: 'For programs: an answer with this code always has this status. Decide by the code; the title is for people.',
  contract: 'The whole contract (OpenAPI)',
  about: {
    invalid_request: {
      means: 'Something that was sent has another form than this call takes: a field is missing, unknown or not valid.',
      next: 'Correct the fields that `errors` names. Where a form has no such field, it is a mistake of the program that sent it.',
    },
    invalid_credentials: {
      means: 'Username and password do not belong together. Nothing tells which of the two is wrong.',
      next: 'Check both and try again, or set a new password.',
    },
    invalid_code: {
      means: 'The code is not the right one: mistyped, older than the newest one, or used before. The try has counted.',
      next: 'Type the newest code. After five wrong ones, begin again.',
    },
    invalid_challenge: {
      means: 'This login has been finished already, or two-factor login was changed while it was under way.',
      next: 'Log in again.',
    },
    session_required: {
      means: 'Nobody is logged in here, or the session has ended. A call of an admin lacks the AWS signature that it needs.',
      next: 'Log in again. A program renews the session once and then asks for a login; an admin signs by SigV4.',
    },
    client_token_required: {
      means:
        'This call is for the shop’s own server. Its token is missing, is over after 15 minutes, or has ended with the client, its right or its secret.',
      next: 'The server gets another token by its id and secret (POST /token, scope challenges), and calls once more.',
    },
    invalid_token: {
      means: 'The link is not one of ours, or a part of it is missing.',
      next: 'Open the link from the e-mail again, the whole of it, or ask for a new one.',
    },
    api_login_refused: {
      means: 'A program tried to log in with the password alone, and this account has two-factor login.',
      next: 'Use an account without two-factor login for the program.',
    },
    password_reset_required: {
      means:
        'The password is right and no longer counts: thirty wrong codes in a row were typed after it, or its owner said that it was somebody else.',
      next: 'Set a new password. A shop that keeps passwords itself then says so (`passwordChangedAt` of the customer).',
    },
    origin_refused: {
      means: 'The call came from a web page whose origin is not among those that may call.',
      next: 'Whoever runs the service adds the origin to the option `allowedOrigins`.',
    },
    captcha_failed: {
      means: 'The CAPTCHA was not solved, was solved too long ago, or was used before. No try has counted.',
      next: 'Solve a new one.',
    },
    captcha_required: {
      means: 'Many wrong passwords were tried for this username, so a login takes some work of the browser. Nothing has counted.',
      next: 'The page does the work by itself. A program solves the challenge in `captcha` and sends the same login with its solution.',
    },
    not_found: {
      means: 'No page and no call has this address, or what it is about is not there. An unsigned call of an admin is answered so too.',
      next: 'Check the address, the method, and for a call of an admin the AWS signature.',
    },
    two_factor_unavailable: {
      means: 'The shop has switched two-factor login off.',
      next: 'Nothing is lost: what was set up is there once the shop switches it on again.',
    },
    already_enabled: {
      means: 'Two-factor login is on already, perhaps since a moment ago in another tab.',
      next: 'Load the page again.',
    },
    not_enabled: {
      means: 'The account has no two-factor login, perhaps since a moment ago in another tab.',
      next: 'Load the page again.',
    },
    contact_incomplete: {
      means: 'This takes a verified e-mail address, or a verified phone number as well.',
      next: 'Verify what `missing` names, then try again.',
    },
    no_pending_key: {
      means: 'No setup key is waiting: it has run out, a failed try has thrown it away, or it was started anew elsewhere.',
      next: 'Begin setting up the authenticator app again.',
    },
    contact_too_new: {
      means: 'The e-mail address or the phone number was changed in the last 24 hours, and cannot be used for this yet.',
      next: 'Try again 24 hours after the change.',
    },
    username_taken: {
      means: 'Another customer has this username.',
      next: 'Choose another one, or look the other customer up.',
    },
    already_decided: {
      means: 'Somebody has decided about this request before.',
      next: 'Load the request again.',
    },
    superseded: {
      means:
        'What the request was approved for is there no more: two-factor login was proved or changed meanwhile, or the account was created anew.',
      next: 'If help is still needed, a new request is filed.',
    },
    password_unusable: {
      means: 'The new password cannot be chosen, for the reason that `reason` names.',
      next: 'Choose another one: several words that do not belong together are long and easy to remember.',
    },
    password_kept_elsewhere: {
      means: 'The shop keeps passwords itself; none is set here.',
      next: 'Go to the page of the shop that `url` names.',
    },
    code_expired: {
      means: 'The code was right or wrong too late: a code is good for five minutes. Or there is none that counts.',
      next: 'Ask for a new code, or type the one that the app shows now.',
    },
    challenge_expired: {
      means: 'More than fifteen minutes have passed since the password.',
      next: 'Log in again.',
    },
    recovery_expired: {
      means: 'The link was used or cancelled, a newer one was sent, or it is older than five minutes.',
      next: 'Log in and ask for a new link.',
    },
    link_expired: {
      means: 'The link was used, a newer one was sent, or the time it was good for is over.',
      next: 'Ask for a new one.',
    },
    precondition_failed: {
      means: 'What was to be changed has changed since it was looked at, or what was only to be created is there already.',
      next: 'Look at it again, and send the change with its new `ETag` as `If-Match`. What was to be created with `If-None-Match: *` stays as it is.',
    },
    challenge_locked: {
      means: 'Five wrong codes were typed. Not even the right one counts any more.',
      next: 'Log in again.',
    },
    too_soon: {
      means: 'The last code or link is too recent, or wrong codes have to be waited out. What was begun goes on.',
      next: 'Wait for `retryAfter` seconds and do the same again.',
    },
    too_many_attempts: {
      means: 'Too many tries in too short a time: of this account, from this network, or of all callers together.',
      next: 'Wait for `retryAfter` seconds, then try again.',
    },
    delivery_failed: {
      means: 'The e-mail or text message could not be sent.',
      next: 'Try again after `retryAfter` seconds. Should it arrive after all, its code counts.',
    },
    unavailable: {
      means: 'Something that the service needs did not answer. Nothing has counted against anybody.',
      next: 'Try again after `retryAfter` seconds.',
    },
  },
  fields: {
    detail: 'more about this very case, in English',
    errors: 'each fault: the `path` of the field and a `message`',
    attemptsLeft: 'how many wrong codes are left',
    missing: 'what has to be verified first: `email`, `phone`',
    reason: '`too_short`, `too_long`, `common`, `username`, `shop_name`, or `same` as the one before',
    url: 'the page of the shop',
    captcha: 'the challenge that has to be solved',
    retryAfter: 'seconds until it works again, also as the header `Retry-After`',
  },
};
