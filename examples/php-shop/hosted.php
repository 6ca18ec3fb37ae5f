<?php

// The other way in, for users who have their password at Keycard: hosted login, docs/hosted-login.md.

declare(strict_types=1);

const HOSTED_CALLBACK = '/login/hosted/callback';

function base64url(string $bytes): string
{
    return rtrim(strtr(base64_encode($bytes), '+/', '-_'), '=');
}

/** @return string where the browser is to be sent; what the way back is checked by stays in the session */
function begin_hosted_login(): string
{
    $kept = ['state' => base64url(random_bytes(32)), 'nonce' => base64url(random_bytes(32)), 'verifier' => base64url(random_bytes(32))];
    $_SESSION['hosted'] = $kept;

    return KEYCARD_URL . '/authorize?' . http_build_query([
        'client_id' => KEYCARD_CLIENT,
        'redirect_uri' => SHOP_URL . HOSTED_CALLBACK,
        'response_type' => 'code',
        'scope' => 'openid',
        'state' => $kept['state'],
        'nonce' => $kept['nonce'],
        'code_challenge' => base64url(hash('sha256', $kept['verifier'], binary: true)),
        'code_challenge_method' => 'S256',
    ]);
}

/** @param array<string, mixed> $query @return string|null the id of who is logged in; null: it has to be begun once more */
function finish_hosted_login(array $query): ?string
{
    $kept = $_SESSION['hosted'] ?? null;
    unset($_SESSION['hosted']);
    if ($kept === null || !hash_equals($kept['state'], (string) ($query['state'] ?? ''))) {
        return null;
    }
    if (!isset($query['code'])) {
        error_log('Keycard sent somebody back without a login: ' . ($query['error'] ?? ''));

        return null;
    }
    ['status' => $status, 'body' => $body] = ask_for_tokens([
        'grant_type' => 'authorization_code',
        'code' => (string) $query['code'],
        'redirect_uri' => SHOP_URL . HOSTED_CALLBACK,
        'code_verifier' => $kept['verifier'],
    ]);
    if ($status !== 200) {
        error_log('Keycard gave no tokens: ' . ($body['error'] ?? $body['code'] ?? $status));

        return null;
    }

    $id = subject_of($body['id_token'], $kept['nonce']);
    if ($id !== null) {
        $_SESSION['idToken'] = $body['id_token'];
    }

    return $id;
}

/** @return string where the browser is to be sent so that Keycard's own session ends, too; it leads back */
function end_of_hosted_login(string $idToken): string
{
    return KEYCARD_URL . '/logout?' . http_build_query(['id_token_hint' => $idToken, 'post_logout_redirect_uri' => SHOP_URL . '/']);
}

/**
 * The ID token came from Keycard itself, over TLS and for the client's own secret, which stands for checking its signature (OpenID Connect
 * Core 1.0 §3.1.3.7, 6). One that comes by any other way has to be checked by a library.
 */
function subject_of(string $idToken, string $nonce): ?string
{
    $claims = json_decode((string) base64_decode(strtr(explode('.', $idToken)[1] ?? '', '-_', '+/')), true);
    $isOurs = is_array($claims)
        && $claims['iss'] === KEYCARD_URL
        && $claims['aud'] === KEYCARD_CLIENT
        && hash_equals($nonce, $claims['nonce'])
        && $claims['exp'] > time();

    return $isOurs ? $claims['sub'] : null;
}
