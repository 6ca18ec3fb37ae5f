export { security } from './cs/security.ts';
