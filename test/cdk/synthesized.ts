import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inject } from 'vitest';
import { keycardApp } from '../../cdk/keycard-app.ts';
import type { GivenOptions, Options } from '../../cdk/options.ts';
import { readOptions } from '../../cdk/read-options.ts';
import { bundlesOf } from '../../local/synthesize.ts';
import { atEndOfFile } from '../support/end-of-file.ts';

export type Resource = {
  readonly Type: string;
  // biome-ignore lint/suspicious/noExplicitAny: CloudFormation's properties have no type here
  readonly Properties: any;
  readonly DeletionPolicy?: string;
  readonly UpdateReplacePolicy?: string;
  readonly Metadata?: Readonly<Record<string, string>>;
};

export type Template = {
  readonly Resources: Readonly<Record<string, Resource>>;
  readonly Outputs: Readonly<Record<string, { Value: unknown }>>;
};

/**
 * The assembly that `cdk deploy` would take, made with these options; `read` gives a file of it, `pathOf` says where it is,
 * `codeOf` gives the code of a function in all its parts.
 *
 * @param read options that have been read already, in the place of those that are given
 * @param anew the functions are bundled once more; else their bundles are those of the tested stack
 */
export async function synthesized(
  { stage = 'dev', ...options }: GivenOptions & { stage?: string } = {},
  { checks = false, anew = false, read: ready }: { checks?: boolean; anew?: boolean; read?: Options } = {},
): Promise<{
  readonly template: Template;
  readonly read: (path: string) => string;
  readonly pathOf: (path: string) => string;
  readonly codeOf: (of: Resource) => string;
}> {
  const directory = mkdtempSync(join(tmpdir(), 'keycard-cdk-'));
  atEndOfFile(async () => rmSync(directory, { recursive: true, force: true }));
  const app = await keycardApp(directory, ready ?? readOptions(stage, options), {
    checks,
    ...(!anew && { bundles: bundlesOf(inject('assembly')) }),
  });
  app.synth();
  const pathOf = (path: string) => join(directory, path);
  const read = (path: string) => readFileSync(pathOf(path), 'utf8');
  const codeOf = ({ Metadata }: Resource) => {
    const asset = `${Metadata?.['aws:asset:path']}`;
    const parts = readdirSync(pathOf(asset)).filter((name) => name.endsWith('.js'));
    return parts.map((part) => read(join(asset, part))).join('\n');
  };
  return { template: JSON.parse(read('Keycard.template.json')) as Template, read, pathOf, codeOf };
}

export function ofType(template: Template, type: string): [string, Resource][] {
  return Object.entries(template.Resources).filter(([, resource]) => resource.Type === type);
}

/** Keycard's own functions by their names, without the one that CDK brings for installing the parameters. */
export function functionsOf(template: Template): Record<string, Resource & { readonly id: string }> {
  return Object.fromEntries(
    ofType(template, 'AWS::Lambda::Function')
      .filter(([, { Properties }]) => Properties.Description)
      .map(([id, resource]) => [resource.Properties.Description.split(': ')[1], { ...resource, id }]),
  );
}

export type Statement = {
  readonly Sid?: string;
  readonly Effect: string;
  readonly Action: string | string[];
  readonly Resource?: unknown;
  readonly NotResource?: unknown;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
};

/** What a role (by its logical id) may do. */
export function statementsOf(template: Template, role: string): Statement[] {
  return ofType(template, 'AWS::IAM::Policy')
    .filter(([, { Properties }]) => Properties.Roles.some(({ Ref }: { Ref: string }) => Ref === role))
    .flatMap(([, { Properties }]) => Properties.PolicyDocument.Statement as Statement[]);
}

export const listOf = <T>(one: T | T[]): T[] => (Array.isArray(one) ? one : [one]);

/** Text of a value with its intrinsic functions: `arn:{AWS::Partition}:ssm:…`, `{Table.Arn}/index/…`. */
export function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  const {
    Ref,
    'Fn::GetAtt': attribute,
    'Fn::Join': join,
  } = value as { Ref?: string; 'Fn::GetAtt'?: string[]; 'Fn::Join'?: [string, unknown[]] };
  if (Ref) return `{${Ref}}`;
  if (attribute) return `{${attribute.join('.')}}`;
  if (join) return join[1].map(textOf).join(join[0]);
  return JSON.stringify(value);
}
