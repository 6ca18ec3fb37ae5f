/** All customers of a file, put into the service: at a steady pace, and once each, however often it is stopped. */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { answerOf, refusalIn, serviceTime } from '../../admin-call.ts';
import type { AdminCaller } from '../../admin-caller.ts';
import { Refused } from '../../command.ts';
import { pathOf } from '../look-up.ts';
import { isForNow } from '../patience.ts';
import { cutTo, FaultyFile } from './faulty-file.ts';
import { digestOf, type Row, rowsOf, shapeOf } from './input.ts';
import { type Counts, Journal } from './journal.ts';
import { lock } from './lock.ts';
import { Pace, type Wait } from './pace.ts';
import { putRecord, type Service } from './put-record.ts';

export type ImportOptions = {
  /** Calls a second. */
  rate: number;
  onlyNew: boolean;
  /** Ends it after the calls that are under way. */
  signal: AbortSignal;
  onProgress: (progress: Progress) => void;
};

/** `read` and `size`: bytes of the file. `resumed`: how many were done before. */
export type Progress = { counts: Counts; read: number; size: number; resumed: number };

/** `stopped`: why it did not come to the end of the file; the same command goes on from there. */
export type Outcome = { counts: Counts; wasOver: boolean; stopped?: string; hasChanged?: true };

/** So many records may be under way at a time, those that wait for another try among them: which of them were begun is not written down. */
const WINDOW = 400;
/** What an answer takes at most, as a rule: enough are under way to keep the pace. */
const SECONDS_OF_A_CALL = 0.5;
const FEWEST_AT_ONCE = 20;

export async function importFile(file: string, caller: AdminCaller, options: ImportOptions): Promise<Outcome> {
  const shape = await shapeOf(file);
  const unlock = lock(`${file}.lock`);
  try {
    const { journal, now, isInDoubt } = await journalFor(file, caller);
    const faulty = new FaultyFile(`${file}.faulty`, shape, journal.faultyBytes);
    try {
      if (journal.isOver) return { counts: journal.counts, wasOver: true };
      return await putAll(file, { shape, journal, now, isInDoubt, faulty, caller, options });
    } finally {
      faulty.close();
      await journal.close();
    }
  } finally {
    unlock();
  }
}

type Begun = {
  journal: Journal;
  /** ms since 1970, by the service's clock. */
  now: number;
  /** Calls may be under way, or done, that the journal does not know. */
  isInDoubt: boolean;
};

/** The one that is there, if it is of this file and this service; else a new one. */
async function journalFor(file: string, caller: AdminCaller): Promise<Begun> {
  const [path, faulty] = [`${file}.journal`, `${file}.faulty`];
  const [digest, before] = [await digestOf(file), Journal.read(path)];
  if (before) {
    const { size, sha256, url } = before.head;
    if (size !== digest.size || sha256 !== digest.sha256) {
      throw new Refused(`${file} is not the file any more that ${path} is of. Remove the journal to import it from its beginning.`);
    }
    if (url !== caller.url)
      throw new Refused(`${path} is of an import into ${url}. Remove it to import into ${caller.url} from the beginning.`);
    if (before.isOver) return { journal: before, now: 0, isInDoubt: false };
    cutTo(faulty, before.faultyBytes);
    return { journal: before, now: await timeAt(caller), isInDoubt: !before.isPaused };
  }
  if (existsSync(faulty)) throw new Refused(`${faulty} is there, of an import before. Move it away first: it would be written over.`);
  const now = await timeAt(caller);
  return { journal: Journal.begin(path, { ...digest, url: caller.url, startedAt: now - ACCURACY }), now, isInDoubt: false };
}

/** The service's time, before anything is changed: so it is also known to answer, and to take the credentials. @throws Refused */
async function timeAt(caller: AdminCaller): Promise<number> {
  const answer = await answerOf(caller, 'GET', pathOf('-'));
  if (answer.status !== 200 && answer.status !== 404 && !isForNow(answer)) throw new Refused(refusalIn(answer, caller.url));
  return serviceTime(answer);
}

/** It is told in whole seconds, and functions have clocks of their own. */
const ACCURACY = 1000;

type Parts = Begun & {
  shape: Awaited<ReturnType<typeof shapeOf>>;
  faulty: FaultyFile;
  caller: AdminCaller;
  options: ImportOptions;
};

async function putAll(file: string, { shape, journal, now, isInDoubt, faulty, caller, options }: Parts): Promise<Outcome> {
  const { counts, head } = journal;
  const stopping = new AbortController();
  const signal = AbortSignal.any([options.signal, stopping.signal]);
  const wait: Wait = (milliseconds) => waited(milliseconds, signal);
  let time = now;
  const service: Service = {
    url: caller.url,
    call: async (method, customerId, body, ifNobody) => {
      const answer = await answerOf(caller, method, pathOf(customerId), body, ifNobody ? { 'if-none-match': '*' } : {});
      time = Math.max(time, serviceTime(answer));
      return answer;
    },
    time: () => time,
    pace: new Pace(options.rate, () => performance.now(), wait),
    wait,
    isStopping: () => signal.aborted,
  };
  const atOnce = Math.min(WINDOW, Math.max(FEWEST_AT_ONCE, Math.ceil(options.rate * SECONDS_OF_A_CALL)));
  const [resumed, begunBefore] = [doneOf(counts), journal.next + WINDOW];
  let [why, isLeftInDoubt]: [string | undefined, boolean] = [undefined, false];

  const markFaulty = (row: Row, fault: string) =>
    journal.add({ record: row.number, became: 'faulty', faultyBytes: faulty.add(row, fault) });
  const put = async (row: Row & { is: 'given' }) => {
    const inDoubtSince = isInDoubt && row.number < begunBefore ? now : undefined;
    const done = await putRecord(row.given, { onlyNew: options.onlyNew, startedAt: head.startedAt, inDoubtSince }, service);
    if (done.is === 'faulty') markFaulty(row, done.why);
    else if (done.is === 'done') {
      const { became, keptPassword } = done;
      journal.add({ record: row.number, became, ...(keptPassword && { keptPassword }) });
    } else {
      why ??= done.why;
      isLeftInDoubt ||= done.isInDoubt;
      stopping.abort();
    }
  };

  const underWay = new Set<Promise<void>>();
  const digest = createHash('sha256');
  try {
    for await (const row of rowsOf(file, shape, digest)) {
      while (underWay.size >= atOnce || row.number > journal.onDisk + WINDOW) await Promise.race([...underWay, ...journal.syncing]);
      if (signal.aborted) break;
      options.onProgress({ counts, read: row.raw.end, size: head.size, resumed });
      if (journal.isDone(row.number)) continue;
      if (row.is === 'faulty') markFaulty(row, row.why);
      else {
        const call = put(row).finally(() => underWay.delete(call));
        underWay.add(call);
      }
    }
    await Promise.all(underWay);
  } finally {
    // What was called is written down, whatever went wrong.
    await Promise.allSettled(underWay);
  }
  if (signal.aborted) {
    const isClear = !isLeftInDoubt && (!isInDoubt || journal.next >= begunBefore);
    if (isClear) journal.end('paused');
    return { counts, wasOver: false, stopped: why ?? 'Stopped.' };
  }
  journal.end('over');
  const hasChanged = digest.digest('hex') !== head.sha256;
  return { counts, wasOver: false, ...(hasChanged && { hasChanged }) };
}

export const doneOf = ({ created, changed, left, faulty }: Counts): number => created + changed + left + faulty;

function waited(milliseconds: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, milliseconds);
    signal.addEventListener('abort', end);
  });
}
