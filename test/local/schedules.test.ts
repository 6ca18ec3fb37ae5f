import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type LocalStack, startLocalStack } from '../../local/stack.ts';
import type { Template } from '../../local/template.ts';
import { writeSampleAssembly } from './sample.ts';

const minute = 60;
const arnOf = (id: string) => ({ 'Fn::GetAtt': [id, 'Arn'] });

/** The sample with a rule that calls its function every five minutes, and a queue for what fails. */
function schedule(template: Template, { input, maySend = true }: { input?: unknown; maySend?: boolean } = {}): void {
  Object.assign(template.Resources, {
    Failures: { Type: 'AWS::SQS::Queue' },
    Rule: {
      Type: 'AWS::Events::Rule',
      Properties: {
        ScheduleExpression: 'rate(5 minutes)',
        State: 'ENABLED',
        Targets: [{ Id: 'Target0', Arn: arnOf('Echo'), ...(input === undefined ? {} : { Input: JSON.stringify(input) }) }],
      },
    },
    RuleMayCall: {
      Type: 'AWS::Lambda::Permission',
      Properties: { Principal: 'events.amazonaws.com', FunctionName: arnOf('Echo'), SourceArn: arnOf('Rule') },
    },
    Async: {
      Type: 'AWS::Lambda::EventInvokeConfig',
      Properties: {
        FunctionName: { Ref: 'Echo' },
        MaximumRetryAttempts: 2,
        DestinationConfig: { OnFailure: { Destination: arnOf('Failures') } },
      },
    },
    ...(maySend && {
      MaySend: {
        Type: 'AWS::IAM::Policy',
        Properties: {
          Roles: [{ Ref: 'EchoRole' }],
          PolicyDocument: { Statement: [{ Effect: 'Allow', Action: 'sqs:SendMessage', Resource: arnOf('Failures') }] },
        },
      },
    }),
  });
}

const failing = { queryStringParameters: { do: 'throw' } };
let stack: LocalStack;
afterEach(() => stack.stop());

const start = async (options: Parameters<typeof schedule>[1] = {}) => {
  stack = await startLocalStack({ assembly: writeSampleAssembly(), editTemplate: (template) => schedule(template, options) });
  stack.freezeClock();
};
const runs = () => stack.logs().filter(({ line }) => line.startsWith('invoked for')).length;
/** A function's output arrives a moment after its answer. */
const expectRuns = (count: number) => expect.poll(runs).toBe(count);

describe('a schedule', () => {
  beforeEach(() => start());

  it('calls its function when the clock passes its time, and the calls are over when advanceClock is', async () => {
    await stack.advanceClock(4 * minute);
    await expectRuns(0);
    await stack.advanceClock(minute);
    await expectRuns(1);
    await stack.advanceClock(5 * minute);
    await expectRuns(2);
  });

  it('calls it once, however many of its times one advance passes', async () => {
    await stack.advanceClock(24 * 60 * minute + minute);
    await expectRuns(1);
    await stack.advanceClock(4 * minute);
    await expectRuns(2);
  });

  it('is set off by the clock of /_local/ too', async () => {
    await fetch(`${stack.url}/_local/clock`, { method: 'POST', body: JSON.stringify({ advanceSeconds: 300 }) });
    await expectRuns(1);
  });

  it('is set off by time going by', async () => {
    await stack.advanceClock(5 * minute - 1);
    stack.resumeClock();
    await expect.poll(runs).toBe(1);
  });
});

describe('a scheduled call that fails', () => {
  it('is tried three times and then lies among the dead letters, with the event that EventBridge sent', async () => {
    await start({ input: failing });
    await stack.advanceClock(5 * minute);
    const letters = await (await fetch(`${stack.url}/_local/dead-letters`)).json();
    expect(letters).toMatchObject([
      { function: 'echo', attempts: 3, event: failing, reason: 'Error: on request', queue: expect.stringContaining(':sqs:') },
    ]);
    expect(letters).toEqual(stack.deadLetters());
  });

  it('is lost, and the log says so, where the role may not write to the queue', async () => {
    await start({ input: failing, maySend: false });
    await stack.advanceClock(5 * minute);
    expect(stack.deadLetters()).toEqual([]);
    expect(stack.logs()).toEqual(
      expect.arrayContaining([expect.objectContaining({ function: 'events', line: expect.stringContaining('sqs:SendMessage') })]),
    );
  });
});

describe('a template', () => {
  const startWith = (edit: (template: Template) => void) =>
    startLocalStack({
      assembly: writeSampleAssembly(),
      editTemplate: (template) => {
        schedule(template);
        edit(template);
      },
    });
  beforeEach(() => start());

  it('whose rule may not call its function is refused', async () => {
    await expect(startWith(({ Resources }) => delete Resources.RuleMayCall)).rejects.toThrow(/no permission to call/);
  });

  it('whose rule follows the calendar is refused by name, rather than never called', async () => {
    const edit = ({ Resources }: Template) => Object.assign(Resources.Rule?.Properties ?? {}, { ScheduleExpression: 'cron(0 12 * * ? *)' });
    await expect(startWith(edit)).rejects.toThrow(/Rule is called by cron/);
  });
});
