export { security } from './en/security.ts';
