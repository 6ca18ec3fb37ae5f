/** What a cold start costs: the size of what each call loads, and the time a fresh process takes to evaluate it. */
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { callsOf, type FunctionName } from '../cdk/functions.ts';
import { synthesize } from '../local/synthesize.ts';
import { ms, quantile } from './statistics.ts';

const RUNS = 9;

/** Values that make sense of every variable a function reads when it loads. */
const environment = {
  ...process.env,
  AWS_REGION: 'eu-central-1',
  AWS_ACCESS_KEY_ID: 'none',
  AWS_SECRET_ACCESS_KEY: 'none',
  // Nobody answers there: a function begins to open its keys as it starts.
  AWS_ENDPOINT_URL: 'http://127.0.0.1:9',
};

export async function measure(): Promise<boolean> {
  const assembly = await synthesize();
  const template = JSON.parse(readFileSync(join(assembly, 'Keycard.template.json'), 'utf8')) as Template;
  const functions = Object.values(template.Resources).filter(
    ({ Type, Metadata, Properties }) =>
      Type === 'AWS::Lambda::Function' && Metadata?.['aws:asset:path'] && Properties.Description?.startsWith('Keycard'),
  );
  console.log('call'.padEnd(46), 'loads'.padStart(9), 'evaluated in (median)'.padStart(24));
  for (const { Properties, Metadata } of functions) {
    const folder = join(assembly, Metadata?.['aws:asset:path'] ?? '');
    const variables = Object.fromEntries(
      Object.entries(Properties.Environment?.Variables ?? {}).map(([name, value]) => [
        name,
        typeof value === 'string' ? value : 'resolved',
      ]),
    );
    const name = Properties.Description?.split(': ')[1] as FunctionName;
    const calls = callsOf(name).map(([, { method, path }]) => `${method} ${path}`);
    for (const call of calls.length > 0 ? calls : [name]) {
      const env = { ...environment, ...variables, LAMBDA_TASK_ROOT: folder };
      const took = Array.from({ length: RUNS }, () => evaluate(join(folder, 'index.js'), call, env));
      const { bytes } = took[0] ?? { bytes: Number.NaN };
      const time = quantile(
        took.map((each) => each.time),
        0.5,
      );
      console.log(call.padEnd(46), `${Math.round(bytes / 1024)} KB`.padStart(9), ms(time).padStart(24));
    }
  }
  console.log(`\n${readdirSync(assembly).length} files in the assembly; ${RUNS} fresh processes each.`);
  return true;
}

type Template = {
  Resources: Record<
    string,
    {
      Type: string;
      Metadata?: Record<string, string>;
      Properties: { Description?: string; Environment?: { Variables: Record<string, unknown> } };
    }
  >;
};

/** `bytes`: of all the files that were loaded. */
function evaluate(file: string, call: string, env: NodeJS.ProcessEnv): { bytes: number; time: number } {
  const script = `
    const began = performance.now();
    const { files } = require(${JSON.stringify(file)});
    Promise.resolve(files?.[${JSON.stringify(call)}]?.()).then(() => {
      const time = performance.now() - began;
      const bytes = Object.keys(require.cache).reduce((sum, each) => sum + require('node:fs').statSync(each).size, 0);
      console.log(JSON.stringify({ bytes, time }));
    });`;
  const { stdout, stderr, status } = spawnSync(process.execPath, ['-e', script], { env, encoding: 'utf8' });
  if (status !== 0) throw new Error(`${file} does not load: ${stderr}`);
  return JSON.parse(stdout) as { bytes: number; time: number };
}
