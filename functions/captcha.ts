import { makeAltcha } from '../shared/captcha/altcha.ts';
import { ok } from '../shared/http/answers.ts';
import { endpoint } from '../shared/http/pipeline.ts';
import { captcha } from '../shared/http/routes/recovery.ts';

/** A fresh ALTCHA challenge. */
export const handler = endpoint(captcha, async ({ now }) => ok(await makeAltcha(now)));
