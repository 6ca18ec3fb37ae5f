/** The shop-wide switch, as SSM has it. */
import { type AwsCaller, askJson } from '../aws.ts';
import type { Failure, Switch } from './contract.ts';

const ssm = { name: 'ssm' };
const nameOf = (stage: string, parameter: 'two-factor-enabled' | 'two-factor-methods') => `/keycard/${stage}/${parameter}`;

type Parameter = { Value: string; LastModifiedDate: number };

const read = async (aws: AwsCaller, Name: string): Promise<Parameter> =>
  ((await askJson(aws, ssm, 'AmazonSSM.GetParameter', { Name })) as { Parameter: Parameter }).Parameter;

/** @throws AwsRefused */
export async function readSwitch(aws: AwsCaller, stage: string): Promise<Switch> {
  const [enabled, methods] = await Promise.all([
    read(aws, nameOf(stage, 'two-factor-enabled')),
    read(aws, nameOf(stage, 'two-factor-methods')),
  ]);
  return {
    enabled: enabled.Value,
    methods: methods.Value.split(',').filter(Boolean),
    changedAt: new Date(enabled.LastModifiedDate * 1000).toISOString(),
  };
}

const another: Failure = {
  code: 'changed_meanwhile',
  says: 'Somebody else has put the switch another way since you looked.',
  todo: 'Look at how it stands now, and decide anew.',
};

/**
 * @param seen the value that was shown to who decided
 * @throws AwsRefused
 */
export async function flip(aws: AwsCaller, stage: string, { seen, on }: { seen: string; on: boolean }): Promise<Switch | Failure> {
  const name = nameOf(stage, 'two-factor-enabled');
  if ((await read(aws, name)).Value !== seen) return another;
  await askJson(aws, ssm, 'AmazonSSM.PutParameter', { Name: name, Value: String(on), Overwrite: true });
  return readSwitch(aws, stage);
}
