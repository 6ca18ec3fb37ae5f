/** Whether a function may make a call: its role's policies, and the policy of the key where a KMS key is concerned. */
import { account } from '../intrinsics.ts';
import type { Key, LambdaFunction } from '../template.ts';
import { type Decision, evaluate, type Permission, type Statement, statementsOf } from './iam.ts';

export function authorize(caller: LambdaFunction, permissions: Permission[], keys: Key[]): Decision {
  for (const permission of permissions) {
    const full = { ...permission, context: { ...globalContext(caller), ...permission.context } };
    const key = keys.find(({ arn }) => arn === permission.resource);
    const statements = key ? statementsForKey(caller, key, full) : caller.role.statements;
    const decision = evaluate(statements, full);
    if (decision.allowed) continue;
    const who = `arn:aws:sts::${account}:assumed-role/${caller.role.name}/${caller.name}`;
    const what = `${permission.action} on resource: ${permission.resource}`;
    return { allowed: false, reason: `User: ${who} is not authorized to perform: ${what} because ${decision.reason}` };
  }
  return { allowed: true, reason: 'allowed' };
}

function globalContext(caller: LambdaFunction): Permission['context'] {
  return { 'aws:PrincipalArn': caller.role.arn, 'aws:PrincipalAccount': account, 'aws:ResourceAccount': account };
}

/**
 * A key's policy is the first word about it: the role's own policies count only where it hands the decision to the account.
 * Source: KMS Developer Guide, "Default key policy".
 */
function statementsForKey(caller: LambdaFunction, key: Key, permission: Permission): Statement[] {
  const root = `arn:aws:iam::${account}:root`;
  const { Statement: list } = key.policy as { Statement: Record<string, unknown>[] };
  const ofPrincipals = (wanted: string[]) =>
    list
      .filter((statement) => principalsOf(statement.Principal).some((principal) => wanted.includes(principal)))
      // In a key policy `*` means this very key.
      .flatMap((statement) => statementsOf({ Statement: { ...statement, Resource: key.arn } }));
  const delegates = evaluate(ofPrincipals([root, account]), permission).allowed;
  return [...(delegates ? caller.role.statements : []), ...ofPrincipals([caller.role.arn, '*'])];
}

function principalsOf(principal: unknown): string[] {
  if (typeof principal === 'string') return [principal];
  const aws = (principal as { AWS?: string | string[] } | undefined)?.AWS;
  return aws === undefined ? [] : [aws].flat();
}
