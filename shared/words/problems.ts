import type { ProblemCode } from '../http/problems.ts';
import type { Locale } from './locale.ts';

/** The public sentence of each problem (RFC 9457 §3.1.3). A code without one does not compile. */
export type ProblemTitles = Record<ProblemCode, string>;

/** In one language, loaded by the first problem: most calls end well. */
export async function problemTitles(locale: Locale): Promise<ProblemTitles> {
  const { problems }: { problems: ProblemTitles } = await import(`./${locale}/problems.ts`);
  return problems;
}
