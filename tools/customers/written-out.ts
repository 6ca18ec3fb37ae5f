/** Where an export goes: to the standard output, or whole into a file. */
import { open, rename, rm } from 'node:fs/promises';
import { Refused } from '../command.ts';

/** @param to the file; it is there once all of it is written, and its owner alone may read it */
export async function writeOut(texts: AsyncIterable<string>, to: string | undefined): Promise<void> {
  if (to === undefined) return toStandardOutput(texts);
  const unfinished = `${to}.part`;
  await rm(unfinished, { force: true });
  const file = await open(unfinished, 'wx', 0o600).catch((error: Error) => {
    throw new Refused(`${to} cannot be written: ${error.message}`);
  });
  try {
    for await (const text of texts) await file.appendFile(text);
    await file.sync();
    await file.close();
    await rename(unfinished, to);
  } catch (error) {
    await file.close().catch(() => {});
    await rm(unfinished, { force: true });
    throw error;
  }
}

/** Whoever reads slowly is waited for; who has read enough (`head`) ends it. */
async function toStandardOutput(texts: AsyncIterable<string>): Promise<void> {
  const { stdout } = process;
  let isOver = false;
  stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    isOver = true;
  });
  for await (const text of texts) {
    if (isOver) return;
    await new Promise<void>((resolve) => stdout.write(text, () => resolve()));
  }
}
