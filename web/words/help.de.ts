export { captcha, chosen, common, password, recover, support } from './de/index.ts';
