/** How large DynamoDB takes an item to be: "DynamoDB item sizes and formats" in its developer guide. A write unit is 1,024 bytes of it. */

import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';

const utf8 = (text: string) => Buffer.byteLength(text);
const sum = (sizes: number[]) => sizes.reduce((all, each) => all + each, 0);

/** A byte for each two significant digits, begun at either end, one more, and one for a sign. */
function sizeOfNumber(text: string): number {
  const digits = text.replace(/^-|\./g, '').replace(/^0+|0+$/g, '');
  return Math.ceil((digits.length + 1) / 2) + 1 + (text.startsWith('-') ? 1 : 0);
}

function sizeOf(value: AttributeValue): number {
  if (value.S !== undefined) return utf8(value.S);
  if (value.N !== undefined) return sizeOfNumber(value.N);
  if (value.B !== undefined) return value.B.length;
  if (value.SS) return sum(value.SS.map(utf8));
  if (value.NS) return sum(value.NS.map(sizeOfNumber));
  if (value.BS) return sum(value.BS.map(({ length }) => length));
  // Three bytes for a list or map, and one for each element.
  if (value.L) return 3 + sum(value.L.map((each) => 1 + sizeOf(each)));
  if (value.M) return 3 + sum(Object.entries(value.M).map(([name, each]) => 1 + utf8(name) + sizeOf(each)));
  return 1;
}

/** Bytes of an item, the names of its attributes included. */
export const itemSize = (item: Record<string, unknown>): number =>
  sum(Object.entries(marshall(item, { removeUndefinedValues: true })).map(([name, value]) => utf8(name) + sizeOf(value)));
