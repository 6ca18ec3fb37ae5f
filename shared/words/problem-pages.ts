/** What the page of a problem says (`functions/problem.ts`), and the OpenAPI document in English. */
import type { ProblemCode, ProblemExtras } from '../http/problems.ts';
import type { Locale } from './locale.ts';

export type ProblemPageWords = {
  readonly whatToDo: string;
  /** Above the fields that it may carry beside those that every problem has. */
  readonly carries: string;
  readonly everyProblem: string;
  readonly contract: string;
  readonly about: Readonly<Record<ProblemCode, { readonly means: string; readonly next: string }>>;
  readonly fields: Readonly<Record<keyof ProblemExtras, string>>;
};

export async function problemPageWords(locale: Locale): Promise<ProblemPageWords> {
  const { problemPages }: { problemPages: ProblemPageWords } = await import(`./${locale}/problem-pages.ts`);
  return problemPages;
}
