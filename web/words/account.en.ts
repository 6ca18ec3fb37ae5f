export { frame } from '../../shared/words/en/frame.ts';
export { chosen } from './en/chosen.ts';
export { common } from './en/common.ts';
export { login } from './en/login.ts';
