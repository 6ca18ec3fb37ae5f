export { frame } from '../../shared/words/de/frame.ts';
export { captcha } from './de/captcha.ts';
export { chosen } from './de/chosen.ts';
export { common } from './de/common.ts';
export { password } from './de/password.ts';
export { recover } from './de/recover.ts';
export { support } from './de/support.ts';
