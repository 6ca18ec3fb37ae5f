export { chosen, common, login, security } from './de/index.ts';
