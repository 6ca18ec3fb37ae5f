export { frame } from '../../shared/words/frame/en.ts';
export { chosen } from './en/chosen.ts';
export { common } from './en/common.ts';
export { login } from './en/login.ts';
