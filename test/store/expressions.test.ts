import { unmarshall } from '@aws-sdk/util-dynamodb';
import { describe, expect, it } from 'vitest';
import { type Change, type Condition, condition, expressions, isNew, stillIs } from '../../shared/store/expressions.ts';

/** The expressions with their values as JavaScript has them. */
function written(change: Change, conditions: Condition[] = []) {
  const { ExpressionAttributeValues: values, ...rest } = expressions(change, conditions);
  return values ? { ...rest, values: unmarshall(values) } : rest;
}

describe('a change in DynamoDB’s words', () => {
  it('is nothing where nothing changes: DynamoDB refuses what is empty', () => {
    expect(written({})).toEqual({});
    expect(written({ set: {}, setSum: {}, append: {}, add: {}, take: {} })).toEqual({});
  });

  it('sets what has a value, and removes what has none', () => {
    expect(written({ set: { colour: 'red', size: undefined, ttl: 1 } })).toEqual({
      UpdateExpression: 'SET #colour = :colour, #ttl = :ttl REMOVE #size',
      ExpressionAttributeNames: { '#colour': 'colour', '#size': 'size', '#ttl': 'ttl' },
      values: { ':colour': 'red', ':ttl': 1 },
    });
    expect(written({ set: { one: undefined, other: undefined } })).toEqual({
      UpdateExpression: 'REMOVE #one, #other',
      ExpressionAttributeNames: { '#one': 'one', '#other': 'other' },
    });
  });

  it('leaves out of a value what is undefined', () => {
    expect(written({ set: { round: { id: 'r', keyVersion: undefined } } })).toMatchObject({ values: { ':round': { id: 'r' } } });
  });

  it('goes by path into a map', () => {
    expect(written({ append: { 'round.guesses': ['a'], 'round.guessIds': ['b'] } })).toEqual({
      UpdateExpression:
        'SET #round.#guesses = list_append(#round.#guesses, :more_round_guesses), #round.#guessIds = list_append(#round.#guessIds, :more_round_guessIds)',
      ExpressionAttributeNames: { '#round': 'round', '#guesses': 'guesses', '#guessIds': 'guessIds' },
      values: { ':more_round_guesses': ['a'], ':more_round_guessIds': ['b'] },
    });
    expect(written({ setAt: { name: 'round.guesses', index: 2, value: 'a' } })).toEqual({
      UpdateExpression: 'SET #round.#guesses[2] = :at_round_guesses',
      ExpressionAttributeNames: { '#round': 'round', '#guesses': 'guesses' },
      values: { ':at_round_guesses': 'a' },
    });
  });

  it('counts from another attribute, adds to numbers and sets, and takes out of sets', () => {
    const change = { setSum: { resumesAt: { of: 'pause', plus: 5 } }, add: { count: 1, version: 2 }, take: { codes: new Set(['a']) } };
    expect(written(change)).toEqual({
      UpdateExpression: 'SET #resumesAt = #pause + :plus_resumesAt ADD #count :add_count, #version :add_version DELETE #codes :taken_codes',
      ExpressionAttributeNames: {
        '#resumesAt': 'resumesAt',
        '#pause': 'pause',
        '#count': 'count',
        '#version': 'version',
        '#codes': 'codes',
      },
      values: { ':plus_resumesAt': 5, ':add_count': 1, ':add_version': 2, ':taken_codes': new Set(['a']) },
    });
    expect(written({ take: { one: new Set(['a']), other: new Set(['b']) } })).toMatchObject({
      UpdateExpression: 'DELETE #one :taken_one, #other :taken_other',
    });
  });

  it('shifts a row of numbers by one', () => {
    expect(written({ shift: { names: ['at1', 'at2', 'at3'], value: 7 } })).toEqual({
      UpdateExpression: 'SET #at1 = :shifted, #at2 = if_not_exists(#at1, :never), #at3 = if_not_exists(#at2, :never)',
      ExpressionAttributeNames: { '#at1': 'at1', '#at2': 'at2', '#at3': 'at3' },
      values: { ':shifted': 7, ':never': 0 },
    });
    expect(written({ shift: { names: ['at1'], value: 7 } })).toEqual({
      UpdateExpression: 'SET #at1 = :shifted',
      ExpressionAttributeNames: { '#at1': 'at1' },
      values: { ':shifted': 7 },
    });
  });
});

describe('conditions in DynamoDB’s words', () => {
  it('stand together, each with its values', () => {
    const conditions = [isNew, condition('isRed', 'colour = :red', { ':red': 'red' }), stillIs('size', 5)];
    expect(written({ set: { ttl: 1 } }, conditions)).toEqual({
      UpdateExpression: 'SET #ttl = :ttl',
      ConditionExpression: 'attribute_not_exists(pk) AND colour = :red AND size = :was_size',
      ExpressionAttributeNames: { '#ttl': 'ttl' },
      values: { ':red': 'red', ':was_size': 5, ':ttl': 1 },
    });
  });

  it('of what was read: a value, or nothing at all', () => {
    expect(stillIs('size', 5)).toEqual({ name: 'stillIs size', text: 'size = :was_size', values: { ':was_size': 5 } });
    expect(stillIs('size', undefined)).toEqual({ name: 'stillIs size', text: 'attribute_not_exists(size)', values: {} });
  });

  it('cannot mean two values by one name; the same value twice is one', () => {
    const is = (value: number) => condition('is', 'x = :ttl', { ':ttl': value });
    expect(() => written({ set: { ttl: 1 } }, [is(2)])).toThrow('two values');
    expect(written({ set: { ttl: 1 } }, [is(1)])).toMatchObject({ values: { ':ttl': 1 } });
  });
});
