export { security } from './de/security.ts';
