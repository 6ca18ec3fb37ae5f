export { captcha, chosen, common, password, recover, support } from './en/index.ts';
