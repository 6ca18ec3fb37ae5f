/** What a customer was at when a session of theirs ended. The same one finds it again, and nobody else does; it is in memory only. */
import type { SecurityState } from '../security/state.ts';
import { isContact } from '../security/tasks.ts';

export function unfinishedWork() {
  let who: string | undefined;
  let left: SecurityState | undefined;

  return {
    /** Somebody is logged in. */
    isOf(customerId: string): void {
      if (who !== customerId) left = undefined;
      who = customerId;
    },

    /** Who was logged in last. */
    owner: () => who,

    leave(security: SecurityState | undefined): void {
      left = security && asTyped(security);
    },

    /** Once. */
    takeUp(): SecurityState | undefined {
      const from = left;
      left = undefined;
      return from;
    },
  };
}

/** With the contact that stands in its field. */
function asTyped(state: SecurityState): SecurityState {
  if (state.at !== 'confirming' || !isContact(state.task)) return state;
  const field = document.getElementById(state.task);
  return field instanceof HTMLInputElement ? { ...state, typed: field.value } : state;
}
