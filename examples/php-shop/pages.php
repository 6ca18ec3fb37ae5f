<?php

// The pages of the shop.

declare(strict_types=1);

const PEARS = ['Conference', 'Williams', 'Abate'];

function escaped(string $text): string
{
    return htmlspecialchars($text, ENT_QUOTES);
}

/** @param string $content HTML */
function show(string $title, string $content, string $says = '', int $status = 200): never
{
    http_response_code($status);
    header('Cache-Control: no-store');
    $email = $_SESSION['customer']['email'] ?? null;
    $customer = '<a href="/login">Log in</a>';
    if ($email !== null) {
        $customer = '<a href="/security">Security</a> Hello ' . escaped($email) . form('/logout', 'Log out');
    }
    $cart = escaped(implode(', ', $_SESSION['cart'] ?? []) ?: 'empty');
    $title = escaped($title);
    $says = escaped($says);
    echo <<<HTML
        <!doctype html>
        <html lang="en">
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width">
        <title>$title – Pear shop</title>
        <style>body { font: 1.1rem/1.5 system-ui; max-width: 36rem; margin: 2rem auto; padding: 0 1rem } form { margin: .5rem 0 }</style>
        <header><a href="/">Pears</a> $customer</header>
        <h1>$title</h1>
        <p role="status">$says</p>
        $content
        <p>Cart: $cart</p>
        </html>
        HTML;
    exit;
}

/** @param string $fields HTML */
function form(string $action, string $button, string $fields = ''): string
{
    return "<form method=\"post\" action=\"$action\">$fields<button>$button</button></form>";
}

function field(string $name, string $label, string $type = 'text', string $more = ''): string
{
    return "<p><label>$label<br><input name=\"$name\" type=\"$type\" required $more></label></p>";
}

function show_pears(): never
{
    $choices = array_map(fn (string $pear) => form('/cart', "Add $pear", "<input type=\"hidden\" name=\"pear\" value=\"$pear\">"), PEARS);
    show('Pears', implode('', $choices));
}

function show_login(string $says = '', int $status = 200): never
{
    $fields = field('email', 'E-mail address', 'email', 'autocomplete="username"')
        . field('password', 'Password', 'password', 'autocomplete="current-password"');
    $others = '<p><a href="/password/forgotten">Forgotten your password?</a></p><p><a href="/login/hosted">Log in with Keycard</a></p>';
    show('Log in', form('/login', 'Log in', $fields) . $others, $says, $status);
}

/** @param array<string, mixed> $challenge as Keycard answered it */
function show_code(array $challenge, string $says = '', int $status = 200): never
{
    $byEmail = $challenge['method'] === 'email';
    $where = $byEmail ? "We have sent a code to {$challenge['sentTo']}." : 'Your authenticator app shows it.';
    if ($byEmail && !isset($challenge['codeExpiresAt'])) {
        $where = 'No code counts just now. The next one can be sent at ' . at($challenge['resendAt']) . '.';
    }
    $code = field('code', 'Code', 'text', 'inputmode="numeric" autocomplete="one-time-code" autofocus');
    $content = '<p>' . escaped($where) . '</p>' . form('/login/code', 'Log in', $code);
    if ($byEmail) {
        $content .= form('/login/resend', 'Send again') . '<p>From ' . at($challenge['resendAt']) . ' on.</p>';
    }
    $content .= form('/login/recovery-code', 'Log in with it', field('recoveryCode', 'Or one of your recovery codes'));
    if ($challenge['canRecover']) {
        $content .= form('/login/lost-device', 'I can’t use my authenticator app');
    }
    show('Enter the code', $content, $says, $status);
}

/** `10:21:05 UTC` */
function at(string $time): string
{
    return (new DateTimeImmutable($time))->setTimezone(new DateTimeZone('UTC'))->format('H:i:s T');
}
