export { frame } from '../../shared/words/cs/frame.ts';
export { chosen } from './cs/chosen.ts';
export { common } from './cs/common.ts';
export { login } from './cs/login.ts';
