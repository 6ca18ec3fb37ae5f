/** CPU time of the engines that this process has started, as Linux counts it (proc_pid_stat(5)); nothing elsewhere. */
import { readdirSync, readFileSync } from 'node:fs';

/** The kernel's clock ticks per second, the same on every Linux that Node.js runs on. */
const TICKS = 100;

type Process = { name: string; parent: number; ticks: number };

/** Milliseconds; `NaN` where the system does not tell. */
export function engineCpu(): number {
  try {
    const processes = new Map(readdirSync('/proc').flatMap((pid) => (/^\d+$/.test(pid) ? entry(Number(pid)) : [])));
    const isOurs = ({ parent }: Process): boolean => {
      const above = processes.get(parent);
      return parent === process.pid || (above !== undefined && isOurs(above));
    };
    const engines = [...processes.values()].filter((each) => each.name.startsWith('dynoxide') && isOurs(each));
    return engines.reduce((sum, { ticks }) => sum + (ticks * 1000) / TICKS, 0);
  } catch {
    return Number.NaN;
  }
}

function entry(pid: number): [number, Process][] {
  try {
    const [, name = '', rest = ''] = /^\d+ \((.*)\) (.*)$/s.exec(readFileSync(`/proc/${pid}/stat`, 'utf8')) ?? [];
    const fields = rest.split(' ').map(Number);
    const [parent = 0, user = 0, system = 0] = [fields[1], fields[11], fields[12]];
    return [[pid, { name, parent, ticks: user + system }]];
  } catch {
    // It has ended meanwhile.
    return [];
  }
}
