import type { ProblemPageWords } from '../problem-pages.ts';

export const problemPages: ProblemPageWords = {
  whatToDo: 'What to do',
  carries: 'What else it may carry',
  everyProblem: 'For programs: an answer with this code always has this status. Decide by the code; the title is for people.',
  contract: 'The full contract (OpenAPI)',
  about: {
    invalid_request: {
      means: 'What was sent doesn’t fit this call: a field is missing, unknown or not valid.',
      next: 'Correct the fields that `errors` names. If your form has no such field, the mistake is in the program that sent it.',
    },
    invalid_credentials: {
      means: 'Username and password don’t match. Which of the two is wrong is not said.',
      next: 'Check both and try again, or set a new password.',
    },
    invalid_code: {
      means: 'This isn’t the right code: it was mistyped, replaced by a newer one, or already used. The attempt has counted.',
      next: 'Enter the newest code. After five wrong ones, start again.',
    },
    invalid_challenge: {
      means: 'This login is already finished, or two-factor login was changed in the meantime.',
      next: 'Log in again.',
    },
    session_required: {
      means: 'Nobody is logged in here, or the session has ended. Or an admin’s call lacks the AWS signature it needs.',
      next: 'Log in again. A program renews the session once, then asks for a login; an admin signs with SigV4.',
    },
    client_token_required: {
      means:
        'This call is for the shop’s own server. Its token is missing, has expired after 15 minutes, or has ended with the client, its right or its secret.',
      next: 'The server gets a new token with its id and secret (POST /token, scope challenges), then repeats the call.',
    },
    invalid_token: {
      means: 'The link is not one of ours, or part of it is missing.',
      next: 'Open the whole link from the e-mail again, or ask for a new one.',
    },
    api_login_refused: {
      means: 'A program tried to log in with the password alone, and this account has two-factor login.',
      next: 'For the program, use an account without two-factor login.',
    },
    password_reset_required: {
      means:
        'The password is right but no longer works: thirty wrong codes in a row were entered after it, or its owner told us that something wasn’t them.',
      next: 'Set a new password. A shop that keeps passwords itself then says so (`passwordChangedAt` of the customer).',
    },
    origin_refused: {
      means: 'The call came from a web page whose origin is not among those that may call.',
      next: 'Whoever runs the service adds the origin to the option `allowedOrigins`.',
    },
    captcha_failed: {
      means: 'The CAPTCHA was not solved, was solved too long ago, or was already used. No attempt has counted.',
      next: 'Solve a new one.',
    },
    captcha_required: {
      means: 'Many wrong passwords were tried for this username, so a login takes some work by the browser. No attempt has counted.',
      next: 'The page does the work by itself. A program solves the challenge in `captcha` and sends the same login with its solution.',
    },
    not_found: {
      means:
        'No page or call has this address, or what it is about doesn’t exist. An admin’s call without a signature gets this answer too.',
      next: 'Check the address, the method, and for an admin’s call the AWS signature.',
    },
    two_factor_unavailable: {
      means: 'The shop has switched two-factor login off.',
      next: 'Nothing is lost: what was set up will be there again once the shop switches it on.',
    },
    already_enabled: {
      means: 'Two-factor login is already on, perhaps switched on just now in another tab.',
      next: 'Reload the page.',
    },
    not_enabled: {
      means: 'Two-factor login is off, perhaps switched off just now in another tab.',
      next: 'Reload the page.',
    },
    contact_incomplete: {
      means: 'This takes a verified e-mail address, sometimes a verified phone number too.',
      next: 'Verify what `missing` names, then try again.',
    },
    no_pending_key: {
      means: 'No setup key is waiting: it has expired, a failed attempt has ended it, or a newer one has replaced it.',
      next: 'Start setting up the authenticator app again.',
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
      means: 'Somebody has already decided this request.',
      next: 'Load the request again.',
    },
    superseded: {
      means: 'What was approved no longer applies: two-factor login was used or changed in the meantime, or the account was created anew.',
      next: 'If help is still needed, a new request has to be made.',
    },
    password_unusable: {
      means: 'The new password can’t be used, for the reason that `reason` names.',
      next: 'Choose another one: several unrelated words are long and easy to remember.',
    },
    password_kept_elsewhere: {
      means: 'The shop keeps passwords itself; none can be set here.',
      next: 'Go to the shop’s page that `url` names.',
    },
    code_expired: {
      means: 'The code came too late: a code is valid for five minutes. Or there is no valid code.',
      next: 'Ask for a new code, or enter the one the app shows now.',
    },
    challenge_expired: {
      means: 'More than fifteen minutes have passed since the password.',
      next: 'Log in again.',
    },
    recovery_expired: {
      means: 'The link was used or cancelled, a newer one was sent, or it is more than five minutes old.',
      next: 'Log in and ask for a new link.',
    },
    link_expired: {
      means: 'The link was used, a newer one was sent, or it has expired.',
      next: 'Ask for a new one.',
    },
    precondition_failed: {
      means: 'What was to be changed has changed since it was read, or what was only to be created already exists.',
      next: 'Read it again, and send the change with its new `ETag` as `If-Match`. What was to be created with `If-None-Match: *` stays as it is.',
    },
    challenge_locked: {
      means: 'Five wrong codes were entered. Even the right one no longer counts.',
      next: 'Log in again.',
    },
    too_soon: {
      means: 'The last code or link was sent only just now, or there is a wait after wrong codes. What was begun goes on.',
      next: 'Wait for `retryAfter` seconds, then do the same again.',
    },
    too_many_attempts: {
      means: 'Too many attempts in too short a time: on this account, from this network, or by all callers together.',
      next: 'Wait for `retryAfter` seconds, then try again.',
    },
    delivery_failed: {
      means: 'The e-mail or SMS could not be sent.',
      next: 'Try again after `retryAfter` seconds. If it arrives after all, its code counts.',
    },
    unavailable: {
      means: 'Something the service needs did not answer. No attempt has counted.',
      next: 'Try again after `retryAfter` seconds.',
    },
  },
  fields: {
    detail: 'more about this very case, in English',
    errors: 'each error: the `path` of the field and a `message`',
    attemptsLeft: 'how many wrong codes are left',
    missing: 'what has to be verified first: `email`, `phone`',
    reason: '`too_short`, `too_long`, `common`, `username`, `shop_name`, or `same` as the one before',
    url: 'the page of the shop',
    captcha: 'the challenge that has to be solved',
    retryAfter: 'seconds until it works again, also as the header `Retry-After`',
  },
};
