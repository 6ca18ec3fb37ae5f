export { frame } from '../../shared/words/en/frame.ts';
export { captcha } from './en/captcha.ts';
export { chosen } from './en/chosen.ts';
export { common } from './en/common.ts';
export { password } from './en/password.ts';
export { recover } from './en/recover.ts';
export { support } from './en/support.ts';
