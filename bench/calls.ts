/** What each operation asks of AWS: calls in a row and in all, cold and warm, and the units that DynamoDB bills. */
import { type Counted, type Operation, type OperationName, operations } from './operations.ts';
import type { Goal, Row, Section } from './table.ts';

/** In a row. */
const goals: Partial<Record<OperationName, { cold?: Goal; write?: Goal }>> = {
  'login, code by e-mail': { cold: { most: 4 } },
  'wrong code': { write: { most: 1 } },
};

export async function measure(): Promise<Section[]> {
  const counted = await operations();
  const rows = Object.entries(counted) as [OperationName, Operation][];
  const afterLogin = counted['right code'].warm;
  return [
    {
      title: 'AWS calls in a row',
      rows: [
        ...rows.map(([name, { cold, warm }]) => inARow(name, cold, warm)),
        {
          what: 'right code in the function that the password has warmed: calls for keys',
          value: afterLogin.kms + Math.max(0, afterLogin.calls - 2),
          goal: { most: 0 },
          note: `${afterLogin.calls} calls in all: the guess and the entry in the audit log`,
        },
      ],
    },
    {
      title: 'write units, warm; a customer with an address of 60 characters and ten recovery codes',
      rows: rows.map(([name, { warm }]) => {
        const goal = goals[name]?.write;
        return { what: name, value: warm.write, ...(goal && { goal }), note: `${warm.read} read units` };
      }),
    },
  ];
}

function inARow(name: OperationName, cold: Counted, warm: Counted): Row {
  const goal = goals[name]?.cold;
  const note = `${cold.calls} in all; warm ${warm.row.length} in a row, ${warm.calls} in all`;
  return { what: `${name}, cold`, value: cold.row.length, ...(goal && { goal }), note };
}
