export { captcha, chosen, common, password, recover, support } from './cs/index.ts';
