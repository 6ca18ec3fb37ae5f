<?php

// What the shop is told from outside.

declare(strict_types=1);

function setting(string $name, string $default = ''): string
{
    $value = getenv($name);

    return $value === false || $value === '' ? $default : $value;
}

define('KEYCARD_URL', setting('KEYCARD_URL', 'http://localhost:3000'));
define('KEYCARD_CLIENT', setting('KEYCARD_CLIENT', 'php-shop'));
define('KEYCARD_SECRET', setting('KEYCARD_SECRET'));
define('SHOP_URL', setting('SHOP_URL', 'http://localhost:4100'));

/** Where the shop keeps its users: out of reach of browsers, so not below public/. */
define('DATA', setting('SHOP_DATA', __DIR__ . '/data'));

/** Who puts customers in: a role of AWS. Keycard on one machine takes any key id with the secret `local`. */
define('AWS_KEY', setting('AWS_ACCESS_KEY_ID', 'local') . ':' . setting('AWS_SECRET_ACCESS_KEY', 'local'));
define('AWS_TOKEN', setting('AWS_SESSION_TOKEN'));
define('AWS_PLACE', setting('AWS_REGION', 'eu-central-1'));
