<?php

// `php register.php`: registers the shop as a client of the Keycard that `npm start` runs, and prints its secret. On AWS an admin does so
// once: docs/admin.md.

declare(strict_types=1);

require __DIR__ . '/settings.php';
require __DIR__ . '/keycard.php';
require __DIR__ . '/hosted.php';

$path = '/v1/admin/clients/' . rawurlencode(KEYCARD_CLIENT);
$answer = administer('PUT', $path, [
    'name' => 'Pear shop',
    'type' => 'confidential',
    'grants' => ['client_credentials', 'authorization_code'],
    'redirectUris' => [SHOP_URL . HOSTED_CALLBACK],
    'postLogoutRedirectUris' => [SHOP_URL . '/'],
]);
$secret = $answer['body']['secret']['secret'] ?? null;
if ($answer['status'] === 200 && $secret === null) {
    // Who is there already gets another secret: the first one is shown only once.
    $answer = administer('POST', "$path/secrets");
    $secret = $answer['body']['secret'] ?? null;
}
if ($secret === null) {
    fwrite(STDERR, 'Keycard refused: ' . json_encode($answer) . "\n");
    exit(1);
}
echo "$secret\n";
