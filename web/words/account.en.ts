export { chosen, common, login, security } from './en/index.ts';
