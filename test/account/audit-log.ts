/** The audit log as it stands in the table. */
import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { Entry } from '../../shared/store/audit.ts';
import type { TestStack } from '../support/stack.ts';

/** What happened to a customer, oldest first. */
export async function auditLog(stack: TestStack, customerId: string): Promise<Entry[]> {
  const items = (await stack.scanTable()) as Record<string, AttributeValue>[];
  return items
    .filter(({ pk, sk }) => pk?.S === `CUSTOMER#${customerId}` && sk?.S?.startsWith('AUDIT#'))
    .sort((one, other) => ((one.sk?.S ?? '') < (other.sk?.S ?? '') ? -1 : 1))
    .map((item) => unmarshall(item) as Entry);
}
