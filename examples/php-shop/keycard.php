<?php

// Keycard, as the shop's server calls it: cURL and nothing else.

declare(strict_types=1);

/**
 * @param array<int, mixed> $options of cURL, beside those of every call
 * @return array{status: int, body: array<string, mixed>} status 0, and the code `unavailable`, where there was no answer
 */
function call_keycard(string $method, string $path, array $options): array
{
    $curl = curl_init(KEYCARD_URL . $path);
    curl_setopt_array($curl, $options + [
        CURLOPT_CUSTOMREQUEST => $method,
        CURLOPT_RETURNTRANSFER => true,
        CURLOPT_CONNECTTIMEOUT => 5,
        CURLOPT_TIMEOUT => 25,
        // PHP's cURL sends none by itself, and the firewall in front of Keycard refuses calls without.
        CURLOPT_USERAGENT => 'php-shop',
    ]);
    $answer = curl_exec($curl);
    $status = curl_getinfo($curl, CURLINFO_RESPONSE_CODE);
    $body = is_string($answer) && $answer !== '' ? json_decode($answer, true) : [];
    if ($answer === false || !is_array($body)) {
        return ['status' => 0, 'body' => ['code' => 'unavailable', 'title' => 'Logging in does not work at the moment']];
    }

    return ['status' => $status, 'body' => $body];
}

/** @param array<string, mixed> $body */
function post_to_keycard(string $path, array $body, ?string $token = null): array
{
    $headers = ['Content-Type: application/json', 'Accept-Language: en'];
    if ($token !== null) {
        $headers[] = "Authorization: Bearer $token";
    }

    return call_keycard('POST', $path, [CURLOPT_HTTPHEADER => $headers, CURLOPT_POSTFIELDS => json_encode($body)]);
}

/** The token endpoint, where the client proves itself by its secret. @param array<string, string> $form */
function ask_for_tokens(array $form): array
{
    return call_keycard('POST', '/token', [
        CURLOPT_USERPWD => rawurlencode(KEYCARD_CLIENT) . ':' . rawurlencode(KEYCARD_SECRET),
        CURLOPT_POSTFIELDS => http_build_query($form),
    ]);
}

/** A call of an administrator, signed for AWS. @param array<string, mixed>|null $body */
function administer(string $method, string $path, ?array $body = null): array
{
    $headers = ['Content-Type: application/json'];
    if (AWS_TOKEN !== '') {
        $headers[] = 'X-Amz-Security-Token: ' . AWS_TOKEN;
    }
    $signed = [CURLOPT_AWS_SIGV4 => 'aws:amz:' . AWS_PLACE . ':execute-api', CURLOPT_USERPWD => AWS_KEY, CURLOPT_HTTPHEADER => $headers];

    return call_keycard($method, $path, $signed + ($body === null ? [] : [CURLOPT_POSTFIELDS => json_encode($body)]));
}

function path_of_customer(string $id): string
{
    return '/v1/admin/customers/' . rawurlencode($id);
}
