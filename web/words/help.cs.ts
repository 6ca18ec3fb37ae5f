export { frame } from '../../shared/words/cs/frame.ts';
export { captcha } from './cs/captcha.ts';
export { chosen } from './cs/chosen.ts';
export { common } from './cs/common.ts';
export { password } from './cs/password.ts';
export { recover } from './cs/recover.ts';
export { support } from './cs/support.ts';
