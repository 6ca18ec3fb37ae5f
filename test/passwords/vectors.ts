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
