/** What a cold start costs: the size of each bundle, and the time a fresh process takes to evaluate it. */
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { synthesize } from '../local/synthesize.ts';
import { ms, quantile } from './statistics.ts';

const RUNS = 9;

/** Values that make sense of every variable a function reads when it loads. */
const environment = {
  ...process.env,
  AWS_REGION: 'eu-central-1',
  AWS_ACCESS_KEY_ID: 'none',
  AWS_SECRET_ACCESS_KEY: 'none',
};

export async function measure(): Promise<boolean> {
  const assembly = await synthesize();
  const template = JSON.parse(readFileSync(join(assembly, 'Keycard.template.json'), 'utf8')) as Template;
  const functions = Object.values(template.Resources).filter(
    ({ Type, Metadata, Properties }) =>
      Type === 'AWS::Lambda::Function' && Metadata?.['aws:asset:path'] && Properties.Description?.startsWith('Keycard'),
  );
  console.log('function'.padEnd(26), 'bundle'.padStart(9), 'evaluated in (median)'.padStart(24));
  for (const { Properties, Metadata } of functions) {
    const folder = join(assembly, Metadata?.['aws:asset:path'] ?? '');
    const file = join(folder, 'index.js');
    const variables = Object.fromEntries(
      Object.entries(Properties.Environment?.Variables ?? {}).map(([name, value]) => [
        name,
        typeof value === 'string' ? value : 'resolved',
      ]),
    );
    const took = Array.from({ length: RUNS }, () => evaluate(file, { ...environment, ...variables, LAMBDA_TASK_ROOT: folder }));
    const name = Properties.Description?.split(': ')[1] ?? '';
    console.log(name.padEnd(26), `${Math.round(statSync(file).size / 1024)} KB`.padStart(9), ms(quantile(took, 0.5)).padStart(24));
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

function evaluate(file: string, env: NodeJS.ProcessEnv): number {
  const script = `const began = performance.now(); require(${JSON.stringify(file)}); console.log(performance.now() - began)`;
  const { stdout, stderr, status } = spawnSync(process.execPath, ['-e', script], { env, encoding: 'utf8' });
  if (status !== 0) throw new Error(`${file} does not load: ${stderr}`);
  return Number(stdout);
}
