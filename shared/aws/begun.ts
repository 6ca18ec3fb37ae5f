/**
 * What was begun ahead and may be answered without: a read of the switch beside a session that turns out to be none, keys that the call
 * did without. Lambda freezes a function that has answered, and a call to AWS that it is frozen in has timed out when it wakes up; so
 * the answer waits for the end of whatever was begun.
 */
const begun = new Set<Promise<unknown>>();

/** @param work handles its own failures */
export function begin<T>(work: Promise<T>): Promise<T> {
  begun.add(work);
  void work.finally(() => begun.delete(work));
  return work;
}

/** Settles when nothing of it is under way. */
export async function allIsOver(): Promise<void> {
  await Promise.all(begun);
}
