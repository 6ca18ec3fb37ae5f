/** The far end of `child.ts`: answers calls that come as messages, and says how much of the CPU the process has had. */
export type Asked = { id: number; call: unknown } | { id: number; cpu: true };
/** `ms`: how long the answer took within the process. */
export type Answered = { id: number; answer: unknown; ms: number } | { id: number; failed: string };

export function serve(answer: (call: never) => Promise<unknown>): void {
  const send = (answered: Answered) => process.send?.(answered);
  process.on('message', async (asked: Asked) => {
    const { id } = asked;
    if ('cpu' in asked) {
      const { user, system } = process.cpuUsage();
      return send({ id, answer: (user + system) / 1000, ms: 0 });
    }
    const began = performance.now();
    try {
      const answered = await answer(asked.call as never);
      send({ id, answer: answered, ms: performance.now() - began });
    } catch (error) {
      send({ id, failed: error instanceof Error ? (error.stack ?? error.message) : String(error) });
    }
  });
  process.send?.('ready');
}
