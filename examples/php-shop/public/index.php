<?php

// Every request to the shop: `php -S localhost:4100 public/index.php`.

declare(strict_types=1);

foreach (['settings', 'keycard', 'users', 'second-factor', 'hosted', 'pages', 'login'] as $part) {
    require dirname(__DIR__) . "/$part.php";
}

session_start([
    'name' => 'php-shop',
    'use_strict_mode' => true,
    'cookie_httponly' => true,
    'cookie_secure' => str_starts_with(SHOP_URL, 'https:'),
    // Comes along when Keycard leads somebody back, and with no form of another site.
    'cookie_samesite' => 'Lax',
]);
end_session_of_older_password();

// A form of another site would come without the cookie, and its answer would take the place of the customer's session.
$origin = $_SERVER['HTTP_ORIGIN'] ?? SHOP_URL;
if ($_SERVER['REQUEST_METHOD'] === 'POST' && $origin !== SHOP_URL) {
    http_response_code(403);
    exit;
}

match ($_SERVER['REQUEST_METHOD'] . ' ' . parse_url($_SERVER['REQUEST_URI'], PHP_URL_PATH)) {
    'GET /' => show_pears(),
    'POST /cart' => add_to_cart(given('pear')),
    'GET /login' => show_login(),
    'POST /login' => log_in(given('email'), given('password')),
    'GET /login/code' => show_code(pending_login()['challenge']),
    'POST /login/code' => finish_login('/v1/login/verify', ['code' => given('code')]),
    'POST /login/recovery-code' => finish_login('/v1/login/recovery-code', ['recoveryCode' => given('recoveryCode')]),
    'POST /login/resend' => send_code_again(),
    'POST /login/lost-device' => report_lost_device(),
    'GET /login/hosted' => lead_to(begin_hosted_login()),
    'GET /login/hosted/callback' => take_back_from_hosted_login(),
    'POST /logout' => log_out(),
    'GET /security' => show_security(),
    'POST /security' => hand_over_to_account_page(given('password')),
    'GET /password/forgotten' => show_forgotten_password(),
    'POST /password/forgotten' => mail_password_link(given('email')),
    'GET /password/new' => show_new_password((string) ($_GET['token'] ?? '')),
    'POST /password/new' => change_password(given('token'), given('password')),
    default => show('There is no such page', '', status: 404),
};

/** What a form brings; a field that is no text counts as empty. */
function given(string $name): string
{
    return is_string($_POST[$name] ?? null) ? $_POST[$name] : '';
}

function lead_to(string $url): never
{
    header("Location: $url", response_code: 303);
    exit;
}

function add_to_cart(string $pear): never
{
    if (in_array($pear, PEARS, true)) {
        $_SESSION['cart'][] = $pear;
    }
    lead_to('/');
}
