export { chosen, common, login, security } from './cs/index.ts';
