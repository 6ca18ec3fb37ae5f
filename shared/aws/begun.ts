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

/** An answer that needs nothing of it waits no longer (ms): what is frozen then costs the next call a try. */
const MOST_WAITED = 2000;

/** Settles when nothing of it is under way, or when it has taken too long. */
export async function allIsOver(): Promise<void> {
  if (begun.size === 0) return;
  let timer: NodeJS.Timeout | undefined;
  const tooLong = new Promise((resolve) => {
    timer = setTimeout(resolve, MOST_WAITED);
  });
  await Promise.race([Promise.all(begun), tooLong]);
  clearTimeout(timer);
}
