<?php

// The second factor after a password of the shop's own: docs/second-factor-only.md.

declare(strict_types=1);

/**
 * To be asked once the password was right, and only then.
 *
 * @param array<string, string> $user
 * @return array{status: int, body: array<string, mixed>} `no_second_factor`, `second_factor_required` with its `challenge`, or a problem
 */
function ask_for_second_factor(array $user): array
{
    $answer = begin_challenge($user['id']);
    $code = $answer['body']['code'] ?? '';
    if ($code === 'not_found') {
        // Nobody has put this customer in yet. Keycard gets an address to send codes to, and nothing of the password.
        $facts = ['username' => $user['email'], 'email' => $user['email'], 'emailVerified' => true, 'locale' => 'en'];
        $told = administer('PUT', path_of_customer($user['id']), $facts);
    } elseif ($code === 'password_reset_required') {
        // Either it has ended, or Keycard has not heard yet that there is another: then this word makes it good.
        $told = tell_of_new_password($user);
    } else {
        return $answer;
    }

    return $told['status'] === 200 ? begin_challenge($user['id']) : $answer;
}

/** When the user's password was last changed. It may be said twice: Keycard takes only what is later than what it knows. */
function tell_of_new_password(array $user): array
{
    return administer('PATCH', path_of_customer($user['id']), ['passwordChangedAt' => $user['passwordChangedAt']]);
}

function begin_challenge(string $customerId): array
{
    return post_as_shop('/v1/challenges', ['customerId' => $customerId, 'locale' => 'en']);
}

/** A link into Keycard's account page, where customers switch codes on and off. To be asked for right after the password, too. */
function link_to_account_page(string $customerId): array
{
    return post_as_shop('/v1/handovers', ['customerId' => $customerId, 'page' => 'security']);
}

/** A call that the shop makes in its own name. @param array<string, string> $body */
function post_as_shop(string $path, array $body): array
{
    $answer = post_to_keycard($path, $body, client_token());
    if (($answer['body']['code'] ?? '') === 'client_token_required') {
        // After a quarter of an hour, or with its secret, it is over: another one, once.
        return post_to_keycard($path, $body, client_token(renewed: true));
    }

    return $answer;
}

/** Good for any number of calls until Keycard refuses it, so it is kept beside the users. */
function client_token(bool $renewed = false): string
{
    $file = DATA . '/client-token.json';
    if (!$renewed && is_file($file)) {
        return json_decode((string) file_get_contents($file), true)['token'];
    }
    ['body' => $body] = ask_for_tokens(['grant_type' => 'client_credentials', 'scope' => 'challenges']);
    $token = $body['access_token'] ?? '';
    if ($token === '') {
        error_log('Keycard gave no token: ' . ($body['error'] ?? $body['code'] ?? ''));
    } else {
        keep($file, ['token' => $token]);
    }

    return $token;
}
