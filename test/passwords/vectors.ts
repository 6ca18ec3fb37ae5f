/**
 * Hashes that others made, one for each form that is imported: argon2-cffi 25.1, bcrypt 5.0 (of PyCA), passlib 1.7.4, Django 5.2, and
 * Python 3.11's hashlib and hmac where there is no more to it. Cheap ones: what is looked at is whether they are understood.
 */
export type Made = readonly [by: string, hash: string, password: string];

export const password = 'Pa\u00dfwort \u{1f511} 1';
/** More than the 72 bytes that bcrypt looks at. */
export const long = '\u017elu\u0165ou\u010dk\u00fd k\u016f\u0148 '.repeat(8).trim();

export const strong: readonly Made[] = [
  ['argon2-cffi, argon2id', '$argon2id$v=19$m=8192,t=2,p=2$MDEyMzQ1Njc4OWFiY2RlZg$jVpuYYfL5zxhXTeWi0KxP7Wuj8TN+PlmUWAAmiLhFsY', password],
  ['argon2-cffi, argon2i', '$argon2i$v=19$m=4096,t=3,p=1$c2FsdHNhbHQ$+SuqirhAlJkxStmN2Kq8ew', password],
  [
    'argon2-cffi, argon2id with four lanes',
    '$argon2id$v=19$m=65536,t=1,p=4$MDEyMzQ1Njc4OWFiY2RlZg$vGdOijO1xujfgcVKibvQPg0jvBK8U9UxSONeWNVsW1M',
    password,
  ],
  ['python bcrypt, $2b$', '$2b$05$iCesIys/p3DdB13MLZpq2.j9Tmz6AOvmVAyupNr6wiHr5MtZQYhNa', password],
  ['python bcrypt, $2a$', '$2a$04$CaHTuOglzLhjwvpqsTH7ceHwajGE8c113WyPYzlWDLjjA5OzmPGcS', password],
  ['python bcrypt, $2y$ as PHP writes it', '$2y$04$w4eirSOGTRhKJjPbVD1Mx.atA3Vel6.AmGTYQALwviS5udnLLJcvC', password],
  ['python bcrypt of the first 72 bytes', '$2b$04$6OMn6B/wT0Km5HGfrPlKS.FrBAdbL7Tql6neDUY59JQezgp561Cp.', long],
  ['python bcrypt of exactly 72 bytes', '$2b$04$9nk8/MAfdJh33wGXbJXP7OfvSjRjEJY1eBHDJHuePxLlADlZP7DUu', 'a'.repeat(72)],
  ['python bcrypt of 71 bytes', '$2b$04$A5EuXV5EXxCvZeJY2DtE.eLx49VVXYuU2.cOSev7F6Yo4ClhHietu', 'a'.repeat(71)],
  ['WordPress 6.8, by python bcrypt and hmac', '$wp$2y$04$v9MPjCd.wWJ2UyHEo34f3ufzqCHXDCsVr2F2Twx7T0edpiKKqgYPO', password],
  ['passlib, scrypt', '$scrypt$ln=12,r=8,p=1$qpUyBqBUKuUcozSGkJJyLg$GmjiCxzGZKbRGaUij5k1bGbiaG69CunBaGwqHdYccEc', password],
  ['passlib, scrypt with r and p', '$scrypt$ln=10,r=4,p=3$3xtDyHmv1boXQgjB+D+nVA$WPleUQT/TqMoNpcgMdX+WKymZwuzqznllZlJNgqL8n0', password],
  ['passlib, pbkdf2_sha1', '$pbkdf2$1000$1lpLCeFcKwXAOOdc653TWg$LBfSXi7ultzAxEOQC5rGSNOJ.oA', password],
  ['passlib, pbkdf2_sha256', '$pbkdf2-sha256$1000$9d47h1BKae299x4jRIiRkg$KsMFrnnnBqtiQzBQN.808EdR20qSQ/2IeZwX1xOsYzA', password],
  [
    'passlib, pbkdf2_sha512',
    '$pbkdf2-sha512$1000$pFSqNUYI4TwnZCxFqNVayw$6fFyyMiQHltabLgmPH7OVhAIioEsuI8AhqnA56m6PxM3YwhhPVluD1JsSEyW5NCzDOjkeJww1JPPyAgKnv.gqA',
    password,
  ],
  ['passlib, pbkdf2_sha256 with a short salt', '$pbkdf2-sha256$1$./..$8ve5lA6.rPJljeFnqL8joY6MCHT7qqRDKcrMAXl7it0', password],
  ['Django, PBKDF2 with SHA-256', 'pbkdf2_sha256$1000$seasalt2$T37+vqeUInO0qOqhVjDFLSmJi9UAQo9LVTPDu8+mJPc=', password],
  ['Django, PBKDF2 with SHA-1', 'pbkdf2_sha1$1000$seasalt2$QxId+loqGGyU5LMKnBa1reGsV/w=', password],
  ['hashlib, PBKDF2 as a PHC string, sha1', '$pbkdf2-sha1$i=1000,l=20$c2FsdHNhbHRzYWx0$pxIlt6K1Fz7KqK2qbCokrffaJXk', password],
  [
    'hashlib, PBKDF2 as a PHC string, sha256',
    '$pbkdf2-sha256$i=1000,l=32$c2FsdHNhbHRzYWx0$R5WbN5RwFS0QZQFcDXK5Iybbx0zbrxkUAH7M6m8iWGQ',
    password,
  ],
  [
    'hashlib, PBKDF2 as a PHC string, sha512',
    '$pbkdf2-sha512$i=1000,l=64$c2FsdHNhbHRzYWx0$pS41t2QjTbfmtkSSif9CZFLDHoBWoyl6KAgpbfLEUx4OZWavFsGif1blrFpsXdPP+qskiQLsZSfc1wzpcKEMxQ',
    password,
  ],
  ['hashlib, PBKDF2 of two rows', '$pbkdf2-sha1$i=1000$c2FsdHNhbHRzYWx0$pxIlt6K1Fz7KqK2qbCokrffaJXnX6O+n9ZzjbWhWYvM', password],
];

export const weak: readonly Made[] = [
  ['passlib, phpass of WordPress', '$P$6BBca9RBM.vfbu6V1R9nlF4XacG80.0', password],
  ['passlib, phpass of phpBB', '$H$9LaFSUdwBoNIWV5qqBQa7RoCgjFmtv.', password],
  ['passlib, phpass, a long password', '$P$5El6SpyTQDNnozCXHETGCAsdR.euIp0', long],
  ['passlib, {SSHA}', '{SSHA}uCAtpY3hFFwmgQXi0kvlLHj7LIAlJKQ0', password],
  ['passlib, {SMD5}', '{SMD5}FuyH1kMw6Tffmt5CRWXTh/w/Rwg=', password],
  ['passlib, {SHA}', '{SHA}7f9KphVmP6b2U2c0H5+5QH7QV5s=', password],
  ['passlib, {MD5}', '{MD5}qoq6vVOkXbXd8yCNk1C4BA==', password],
  ['passlib, {SSHA256}', '{SSHA256}nHn7qanC5d8zykzZ4HIf/qGYCmFaxd67ZqxhcEk5kQEmREiJUWptrQ==', password],
  [
    'passlib, {SSHA512}',
    '{SSHA512}af2u230/IVYOhvVPT9LSk5YPkC/Ji6UUmdFrD+zjVGOF+Jt5PluiAgJKVc0RGXP8f6MLM7NUh80zSeIbO3ppLFVq7T3HeE9J',
    password,
  ],
  ['hashlib, md5', '{md5:password}aa8ababd53a45db5ddf3208d9350b804', password],
  ['hashlib, md5 of salt and password', '{md5:salt+password:WmvDqQ==}df73cdc098463871830c87d45a0907d4', password],
  ['hashlib, md5 of password and salt', '{md5:password+salt:WmvDqQ==}AEDA039439C8579B01FD792680BE66E2', password],
  ['hashlib, sha1', '{sha1:password}edff4aa615663fa6f65367341f9fb9407ed0579b', password],
  ['hashlib, sha1 of salt and password', '{sha1:salt+password:WmvDqQ==}99f2957d14d737d2df8727c79f5ac03c25c96101', password],
  ['hashlib, sha1 of password and salt', '{sha1:password+salt:WmvDqQ==}FFA98D2764E567F8264A81255CC88C0FB912B2FC', password],
  ['hashlib, sha256', '{sha256:password}07b1328936e0550c6cfa9e2e39867f0080860f3049a9683ee42a555bea7f3bb5', password],
  [
    'hashlib, sha256 of salt and password',
    '{sha256:salt+password:WmvDqQ==}48e333bddc01aae2d1dd84557b1211c859c84d199e60932e3400c18fbee72836',
    password,
  ],
  [
    'hashlib, sha256 of password and salt',
    '{sha256:password+salt:WmvDqQ==}D670AA49700373449CA16332B0FE90B65D3B3CB39C0A7278FFE0DAD4A57076E8',
    password,
  ],
  [
    'hashlib, sha512',
    '{sha512:password}09e00ba81959ea52c8ad56a40fd8226d53c8a8e7df0c1fdba70cbfd60dd4c0d5c6b67b22760289592704f93cb47e0314a0ea32949ec66aca13dacd453e2e40a1',
    password,
  ],
  [
    'hashlib, sha512 of salt and password',
    '{sha512:salt+password:WmvDqQ==}a1886ecf738db4055a7411508f6635a7e93b7c7cd74a74fd2babfe18820fe7a1a0bfe80d1084f1aecf428a7906cb55de0c3910ea14dc82cba781d927914605c9',
    password,
  ],
  [
    'hashlib, sha512 of password and salt',
    '{sha512:password+salt:WmvDqQ==}674EE678E3CA57ACBA508813C3A803A76B440E8D3E82B261CA9DF7B007645533452977E39BB39B0CD78775F88EEF20F091CBC512B40CFA8A56C349922FF33BE7',
    password,
  ],
];

export const wrapped: readonly Made[] = [
  [
    'salted MD5 in argon2id of argon2-cffi',
    '{md5:salt+password:c2FsdA==}$argon2id$v=19$m=4096,t=1,p=1$MDEyMzQ1Njc4OWFiY2RlZg$ufHBK/KzpIWzepAnRN3hNa4alutxcfgjJeTaEh4hTqA',
    password,
  ],
  ['salted MD5 in bcrypt of python', '{md5:salt+password:c2FsdA==}$2b$04$oBeqbvnudihtJ9WzctwlXuOvV8riGiXx9M6U6PkyW2ligdbVTnUzG', password],
  [
    'salted MD5 in scrypt of passlib',
    '{md5:salt+password:c2FsdA==}$scrypt$ln=10,r=8,p=1$rXUuBcDY2/tfK+Xc+79Xag$kRzKLYbAgqiXRHDi5EjqLCBuzMBMQRCVvHf/qjJw6/Y',
    password,
  ],
  [
    'salted MD5 in PBKDF2 of Django',
    '{md5:salt+password:c2FsdA==}pbkdf2_sha256$1000$seasalt2$uwQNw4VydYNjgXtm9Pmme9BVZJgy2bCml4IuI+f9OPo=',
    password,
  ],
  ['phpass in bcrypt of python', '{phpass:$P$6nRTz2QM2}$2b$04$x7cKgLN3ALX.cX45FMUP7unbNAOkR39Euoa0DUifjP6/lM4qxo13u', password],
  [
    'SHA-512 in argon2i of argon2-cffi',
    '{sha512:password}$argon2i$v=19$m=4096,t=1,p=1$MDEyMzQ1Njc4OWFiY2RlZg$s21azDyAOj00sjk2y5GMMCtbA+InbTkQzac/27WpvzE',
    password,
  ],
];
