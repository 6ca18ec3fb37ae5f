export { frame } from '../../shared/words/frame/cs.ts';
export { chosen } from './cs/chosen.ts';
export { common } from './cs/common.ts';
export { login } from './cs/login.ts';
