/**
 * The runs of a property while there is time, and the first however busy the machine is: fast-check's own limit would break it off,
 * and calls a property that no run came through of failed.
 *
 * @param milliseconds when no further run begins
 */
export function timeForRuns(milliseconds: number) {
  const began = performance.now();
  let runs = 0;
  let cutShort = false;
  return {
    /** One run, or nothing when time is up. */
    async run(work: () => Promise<void>): Promise<void> {
      cutShort ||= runs > 0 && performance.now() - began > milliseconds;
      if (cutShort) return;
      await work();
      runs += 1;
    },
    said: () => `${runs} runs${cutShort ? ', cut short' : ''}`,
  };
}
