export { captcha } from './captcha.ts';
export { chosen } from './chosen.ts';
export { common } from './common.ts';
export { login } from './login.ts';
export { password } from './password.ts';
export { recover } from './recover.ts';
export { security } from './security.ts';
export { support } from './support.ts';
