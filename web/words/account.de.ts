export { frame } from '../../shared/words/de/frame.ts';
export { chosen } from './de/chosen.ts';
export { common } from './de/common.ts';
export { login } from './de/login.ts';
