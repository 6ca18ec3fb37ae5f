<?php

// Logging in: the shop's own password, then Keycard's second factor; and a new password where one has ended.

declare(strict_types=1);

/** After these the code step goes on. After every other problem the login begins with the password again. */
const GOES_ON = ['invalid_code', 'code_expired', 'too_soon', 'too_many_attempts', 'delivery_failed', 'unavailable', 'invalid_request'];

function log_in(string $email, string $password): never
{
    unset($_SESSION['pending']);
    $user = user_by_password($email, $password);
    if ($user === null) {
        show_login('E-mail address or password is wrong.', 401);
    }
    ['body' => $answer] = ask_for_second_factor($user);
    if (($answer['status'] ?? '') === 'no_second_factor') {
        welcome($user['id'], $user['email']);
    }
    if (($answer['status'] ?? '') === 'second_factor_required') {
        $_SESSION['pending'] = ['customerId' => $user['id'], 'email' => $user['email'], 'challenge' => $answer['challenge']];
        lead_to('/login/code');
    }
    if (($answer['code'] ?? '') === 'password_reset_required') {
        show('Your password has ended', '<p><a href="/password/forgotten">Set a new one</a></p>', 'Somebody else may know it.', 403);
    }
    // Never taken for "no second factor": whoever can keep Keycard from answering would do without the code.
    show_login($answer['title'] ?? 'Logging in does not work at the moment.', 503);
}

/**
 * Who has given the password, and has to prove the rest.
 *
 * @return array{customerId: string, email: string, challenge: array<string, mixed>}
 */
function pending_login(): array
{
    return $_SESSION['pending'] ?? lead_to('/login');
}

/** @param array<string, string> $proof */
function finish_login(string $path, array $proof): never
{
    $pending = pending_login();
    ['body' => $answer] = post_to_keycard($path, ['challenge' => $pending['challenge']['token']] + $proof);
    if (($answer['status'] ?? '') !== 'authenticated') {
        go_on_after($answer);
    }
    // The code was right, but for the customer whose password it was?
    if ($answer['customerId'] !== $pending['customerId']) {
        unset($_SESSION['pending']);
        show_login('Please log in again.', 401);
    }
    welcome($pending['customerId'], $pending['email']);
}

function send_code_again(): never
{
    ['body' => $answer] = post_to_keycard('/v1/login/resend', ['challenge' => pending_login()['challenge']['token']]);
    if (($answer['status'] ?? '') !== 'second_factor_required') {
        go_on_after($answer);
    }
    $_SESSION['pending']['challenge'] = $answer['challenge'];
    lead_to('/login/code');
}

/** The link that is mailed leads to Keycard's pages, which do the rest. */
function report_lost_device(): never
{
    ['status' => $status, 'body' => $answer] = post_to_keycard('/v1/recovery', ['challenge' => pending_login()['challenge']['token']]);
    if ($status >= 300) {
        go_on_after($answer);
    }
    show_code(pending_login()['challenge'], 'We have sent you an e-mail with a link. It is good for five minutes.');
}

/** @param array<string, mixed> $problem */
function go_on_after(array $problem): never
{
    $says = $problem['title'] ?? 'That did not work.';
    $isOver = !in_array($problem['code'] ?? '', GOES_ON, true) || ($problem['attemptsLeft'] ?? 1) === 0;
    if ($isOver) {
        unset($_SESSION['pending']);
        show_login("$says. Please log in again.", 401);
    }
    if (isset($problem['attemptsLeft'])) {
        $says .= ". Attempts left: {$problem['attemptsLeft']}";
    }
    if (isset($problem['retryAfter'])) {
        $says .= ". Try again in {$problem['retryAfter']} seconds";
    }
    show_code(pending_login()['challenge'], "$says.", 401);
}

/** The session gets another id: whoever knew the one of before does not know that of a customer. The cart stays in it. */
function welcome(string $id, string $email): never
{
    unset($_SESSION['pending']);
    session_regenerate_id(delete_old_session: true);
    $_SESSION['customer'] = ['id' => $id, 'email' => $email, 'passwordChangedAt' => password_of($id)];
    lead_to('/');
}

/** Which password somebody has, by when it was set; empty for those who have theirs at Keycard. */
function password_of(string $id): string
{
    return users()[$id]['passwordChangedAt'] ?? '';
}

/** A session that was begun by a password of before is over: somebody else may have had it. */
function end_session_of_older_password(): void
{
    $customer = $_SESSION['customer'] ?? null;
    if ($customer !== null && $customer['passwordChangedAt'] !== password_of($customer['id'])) {
        unset($_SESSION['customer']);
    }
}

function take_back_from_hosted_login(): never
{
    $id = finish_hosted_login($_GET);
    if ($id === null) {
        show_login('That did not work. Please log in again.', 401);
    }
    welcome($id, users()[$id]['email'] ?? $id);
}

function show_security(string $says = '', int $status = 200): never
{
    $password = field('password', 'Your password once more', 'password', 'autocomplete="current-password"');
    show('Security', form('/security', 'Go on to Keycard', $password), $says, $status);
}

/** Whoever finds the shop open in somebody's browser does not have the account's security with it: the password is asked for once more. */
function hand_over_to_account_page(string $password): never
{
    $customer = $_SESSION['customer'] ?? lead_to('/login');
    $user = user_by_password($customer['email'], $password);
    if ($user === null || $user['id'] !== $customer['id']) {
        show_security('That is not your password.', 401);
    }
    ['body' => $answer] = link_to_account_page($user['id']);
    if (!isset($answer['url'])) {
        show_security($answer['title'] ?? 'That does not work at the moment.', 503);
    }
    // Good once and for a minute, for whoever has it: it goes to this browser and nowhere else.
    lead_to($answer['url']);
}

function log_out(): never
{
    $idToken = $_SESSION['idToken'] ?? null;
    $_SESSION = [];
    session_regenerate_id(delete_old_session: true);
    lead_to($idToken === null ? '/' : end_of_hosted_login($idToken));
}

function show_forgotten_password(): never
{
    show('Forgotten your password?', form('/password/forgotten', 'Send me a link', field('email', 'E-mail address', 'email')));
}

/** Whoever owns the address gets the link, and nobody else: not whoever typed a password that has ended. */
function mail_password_link(string $email): never
{
    $user = user_by_email($email);
    if ($user !== null) {
        // A shop mails it. This one has no mail server, and writes it where the developer looks.
        error_log("To {$user['email']}: " . SHOP_URL . '/password/new?token=' . make_password_link($user['id']));
    }
    show('Look into your inbox', '', 'If we know the address, an e-mail with a link is on its way.');
}

function show_new_password(string $token, string $says = ''): never
{
    header('Referrer-Policy: no-referrer');
    $fields = '<input type="hidden" name="token" value="' . escaped($token) . '">'
        . field('password', 'New password', 'password', 'minlength="8" autocomplete="new-password"');
    show('A new password', form('/password/new', 'Set it', $fields), $says);
}

function change_password(string $token, string $password): never
{
    if (strlen($password) < 8) {
        show_new_password($token, 'At least eight characters, please.');
    }
    $user = set_password($token, $password);
    if ($user === null) {
        show('This link is over', '<p><a href="/password/forgotten">Ask for another</a></p>', status: 410);
    }
    // Ends what the older one has opened at Keycard. Should it not arrive, the next login says it again.
    tell_of_new_password($user);
    show_login('Your new password is set.');
}
