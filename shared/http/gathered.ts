/**
 * The calls of administrators are one resource and one method of API Gateway: a stack holds some hundred of either, and they would take
 * as many as all others together. Which of them is meant their function finds in the path.
 */
import type { Route } from './routes/route.ts';

export const gathered = { path: '/v1/admin/{call+}', method: 'ANY' } as const;

/** API Gateway checks the signature of whatever is called there, and nothing but a signature. */
export const isGathered = ({ auth }: Pick<Route, 'auth'>): boolean => auth === 'iam';
