/** The shop's days without work, beside Saturday and Sunday. */
import { present, variables } from './environment.ts';

/** `YYYY-MM-DD` */
export const holidays: ReadonlySet<string> = new Set(
  present(variables.holidays)
    .split(/[\s,]+/)
    .filter(Boolean),
);
