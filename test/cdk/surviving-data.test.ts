import { describe, expect, test } from 'vitest';
import type { GivenOptions } from '../../cdk/options.ts';
import { ofType, type Statement, synthesized, textOf } from './synthesized.ts';

const arnOf = (name: string) => `arn:aws:dynamodb:eu-central-1:123456789012:table/${name}`;
const keyArn = 'arn:aws:kms:eu-central-1:123456789012:key/mrk-1234abcd12ab34cd56ef1234567890ab';
const auditStream = `${arnOf('old-Audit')}/stream/2026-11-27T10:20:30.123`;
const tableArns = { data: arnOf('old-Table'), keyring: arnOf('old-Keyring'), audit: arnOf('old-Audit'), auditStream };
const existing: GivenOptions = { keyArn, tableArns };

const { template: own, read } = await synthesized({ stage: 'prod', backup: { vault: 'keycard' } });
const { template: importing } = await synthesized({ stage: 'prod', ...existing });

const statementsIn = (template: typeof own): Statement[] =>
  ofType(template, 'AWS::IAM::Policy').flatMap(([, { Properties }]) => Properties.PolicyDocument.Statement as Statement[]);

describe('a deployment', () => {
  test('makes a key that can be replicated into another region, which none can become later', () => {
    const [[, key] = []] = ofType(own, 'AWS::KMS::Key');
    expect(key?.Properties).toMatchObject({ MultiRegion: true, EnableKeyRotation: true });
  });

  test('leaves neither key nor log groups behind when the first one fails, and all of them when the stack is removed', () => {
    const kept = [...ofType(own, 'AWS::KMS::Key'), ...ofType(own, 'AWS::Logs::LogGroup')];
    expect(kept.length).toBeGreaterThan(10);
    for (const [id, { DeletionPolicy, UpdateReplacePolicy }] of kept) {
      expect({ id, DeletionPolicy, UpdateReplacePolicy }).toEqual({
        id,
        DeletionPolicy: 'RetainExceptOnCreate',
        UpdateReplacePolicy: 'Retain',
      });
    }
  });

  test('keeps its tables whatever happens: what is protected against deletion could not be taken back either', () => {
    const tables = ofType(own, 'AWS::DynamoDB::Table');
    expect(tables).toHaveLength(3);
    for (const [, table] of tables) {
      expect(table).toMatchObject({
        DeletionPolicy: 'Retain',
        UpdateReplacePolicy: 'Retain',
        Properties: { DeletionProtectionEnabled: true },
      });
    }
  });

  test('protects the stack from being deleted', () => {
    const { Keycard } = JSON.parse(read('manifest.json')).artifacts;
    expect(Keycard.properties.terminationProtection).toBe(true);
  });
});

describe('a stack with the key and the tables of another', () => {
  test('makes none', () => {
    for (const type of ['AWS::KMS::Key', 'AWS::DynamoDB::Table']) expect(ofType(importing, type)).toEqual([]);
  });

  test('grants the same calls on them, and on nothing else', () => {
    const renamed = new Map([
      ...ofType(own, 'AWS::KMS::Key').map(([id]) => [`{${id}.Arn}`, keyArn] as const),
      ...ofType(own, 'AWS::DynamoDB::Table').map(([id]) => {
        const [kind = ''] = /^(?:Table|Keyring|Audit)/.exec(id) ?? [];
        return [`{${id}.Arn}`, arnOf(`old-${kind}`)] as const;
      }),
      ...ofType(own, 'AWS::DynamoDB::Table').map(([id]) => [`{${id}.StreamArn}`, auditStream] as const),
    ]);
    const asImported = (text: string) => [...renamed].reduce((sofar, [from, to]) => sofar.replaceAll(from, to), text);
    const granted = (template: typeof own) =>
      statementsIn(template).map(({ Sid, Action, Resource, Condition }) => ({
        Sid,
        Action,
        Condition,
        Resource: [Resource].flat().map((each) => (each === undefined ? '' : asImported(textOf(each)))),
      }));
    expect(granted(importing)).toEqual(granted(own));
    expect(JSON.stringify(granted(importing))).toContain(arnOf('old-Audit'));
  });

  test('says in its outputs whose they are, so that an update that forgets them is noticed', () => {
    expect(importing.Outputs).toMatchObject({
      KeyArn: { Value: keyArn },
      TableName: { Value: 'old-Table' },
      ImportedKey: { Value: 'true' },
      ImportedTables: { Value: 'true' },
    });
    expect(own.Outputs).not.toHaveProperty('ImportedKey');
    expect(own.Outputs).not.toHaveProperty('ImportedTables');
  });
});

describe('the option backup', () => {
  test('copies the three tables each night into a vault that is not of the stack', () => {
    const [[, plan] = []] = ofType(own, 'AWS::Backup::BackupPlan');
    expect(plan?.Properties.BackupPlan.BackupPlanRule).toEqual([
      {
        RuleName: 'daily',
        TargetBackupVault: 'keycard',
        ScheduleExpression: 'cron(30 2 * * ? *)',
        Lifecycle: { DeleteAfterDays: 35 },
      },
    ]);
    const [[, selection] = []] = ofType(own, 'AWS::Backup::BackupSelection');
    const tables = ofType(own, 'AWS::DynamoDB::Table').map(([id]) => `{${id}.Arn}`);
    expect(selection?.Properties.BackupSelection.Resources.map(textOf).sort()).toEqual(tables.sort());
    expect(ofType(own, 'AWS::Backup::BackupVault')).toEqual([]);
  });

  test('sends a copy to another region or account where one is named', async () => {
    const copyTo = 'arn:aws:backup:eu-west-1:210987654321:backup-vault:keycard';
    const { template } = await synthesized({ ...existing, backup: { vault: 'keycard', daysKept: 90, copyTo } });
    const [[, plan] = []] = ofType(template, 'AWS::Backup::BackupPlan');
    expect(plan?.Properties.BackupPlan.BackupPlanRule[0].CopyActions).toEqual([
      { DestinationBackupVaultArn: copyTo, Lifecycle: { DeleteAfterDays: 90 } },
    ]);
  });

  test('left out makes none', () => {
    expect(ofType(importing, 'AWS::Backup::BackupPlan')).toEqual([]);
  });
});
