<?php

// The users of the shop, with passwords of the shop's own. A file stands for the database that a shop has.

declare(strict_types=1);

/** The customers that `npm start` knows, with other passwords than at Keycard. */
const FIRST_USERS = ['demo-anna' => 'anna@example.com', 'demo-eva' => 'eva@example.com', 'demo-tom' => 'tom@example.com'];
const FIRST_PASSWORD = 'pears-are-for-sale';

/** A link to a new password, in seconds. */
const LINK_LASTS = 1800;

/** Written whole or not at all, and for this account of the machine alone. @param array<mixed> $content */
function keep(string $file, array $content): void
{
    umask(0o077);
    is_dir(DATA) || mkdir(DATA, recursive: true);
    $new = tempnam(DATA, 'new');
    file_put_contents($new, json_encode($content, JSON_PRETTY_PRINT));
    rename($new, $file);
}

/** @return array<string, array<string, string>> by their ids */
function users(): array
{
    $file = DATA . '/users.json';
    if (!is_file($file)) {
        $hash = password_hash(FIRST_PASSWORD, PASSWORD_DEFAULT);
        $facts = fn (string $id, string $email) => ['id' => $id, 'email' => $email, 'password' => $hash, 'passwordChangedAt' => now()];
        keep($file, array_combine(array_keys(FIRST_USERS), array_map($facts, array_keys(FIRST_USERS), FIRST_USERS)));
    }

    return json_decode((string) file_get_contents($file), true);
}

/** As Keycard takes it: RFC 3339, to the millisecond. */
function now(): string
{
    return (new DateTimeImmutable('now', new DateTimeZone('UTC')))->format('Y-m-d\TH:i:s.v\Z');
}

/** @return array<string, string>|null null: no such user, or another password */
function user_by_password(string $email, string $password): ?array
{
    $user = user_by_email($email);
    if ($user === null) {
        // Takes as long as looking at a wrong password, so nobody learns from it who is a customer.
        password_hash($password, PASSWORD_DEFAULT);

        return null;
    }

    return password_verify($password, $user['password']) ? $user : null;
}

/** @return array<string, string>|null */
function user_by_email(string $email): ?array
{
    foreach (users() as $user) {
        if (strcasecmp($user['email'], $email) === 0) {
            return $user;
        }
    }

    return null;
}

/** Writes a link down that sets a new password. @return string its token, for the owner of the address only */
function make_password_link(string $id): string
{
    $token = bin2hex(random_bytes(32));
    $link = ['link' => hash('sha256', $token), 'linkEndsAt' => (string) (time() + LINK_LASTS)];
    keep(DATA . '/users.json', array_replace_recursive(users(), [$id => $link]));

    return $token;
}

/** Sets a new password, once. @return array<string, string>|null null: no such link, or it is over */
function set_password(string $token, string $password): ?array
{
    $users = users();
    foreach ($users as $id => $user) {
        if (isset($user['link']) && hash_equals($user['link'], hash('sha256', $token)) && $user['linkEndsAt'] > time()) {
            unset($user['link'], $user['linkEndsAt']);
            $user['password'] = password_hash($password, PASSWORD_DEFAULT);
            $user['passwordChangedAt'] = now();
            keep(DATA . '/users.json', [$id => $user] + $users);

            return $user;
        }
    }

    return null;
}
