/** A support request as the service shows it to the team. */
import type { AnswerOf } from '../shared/http/routes/route.ts';
import type { showSupport } from '../shared/http/routes/support.ts';

export type SupportRequest = AnswerOf<typeof showSupport>;
export type Status = SupportRequest['status'];
