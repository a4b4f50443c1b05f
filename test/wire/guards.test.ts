import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  hasExactKeys,
  isCount,
  isListOf,
  isObject,
  isOneOf,
  isText,
  parseJson,
} from '../../src/wire/guards.js';

describe('parseJson', () => {
  it('reads what JSON.parse reads', () => {
    for (const text of ['1', '"a"', '{"a":[1,{"b":"[[[[["}]}', '"\\"[\\\\"', 'null']) {
      assert.deepEqual(parseJson(text), JSON.parse(text));
    }
  });

  it('answers undefined for what is no JSON', () => {
    for (const text of ['', '{', '}', '"', '"\\', '{"a":1,}', '[1]]'])
      assert.equal(parseJson(text), undefined);
  });

  it('refuses nesting that would exhaust whoever walks it, and takes brackets in texts', () => {
    const nest = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth);
    assert.ok(parseJson(nest(16)));
    assert.equal(parseJson(nest(17)), undefined);
    assert.equal(parseJson('{"a":'.repeat(30_000) + '1' + '}'.repeat(30_000)), undefined);
    assert.equal(parseJson(`"${'['.repeat(30_000)}"`), '['.repeat(30_000));
    assert.ok(Array.isArray(parseJson(`[${'[],'.repeat(99)}[]]`)));
  });
});

describe('a guard', () => {
  it('tells objects from lists and null', () => {
    assert.ok(isObject({}));
    for (const value of [null, [], 'x', 1, undefined]) assert.ok(!isObject(value));
  });

  it('wants exactly the keys, each an own one', () => {
    assert.ok(hasExactKeys({ a: 1, b: 2 }, ['b', 'a']));
    assert.ok(!hasExactKeys({ a: 1 }, ['a', 'b']));
    assert.ok(!hasExactKeys({ a: 1, b: 2, c: 3 }, ['a', 'b']));
    assert.ok(!hasExactKeys({ a: 1 }, ['toString']));
    const polluted: unknown = JSON.parse('{"a":1,"__proto__":{"b":2}}');
    assert.ok(isObject(polluted) && !hasExactKeys(polluted, ['a', 'b']));
  });

  it('counts whole numbers within bounds only', () => {
    for (const value of [0, 1, 5]) assert.ok(isCount(value, 5));
    for (const value of [-1, 6, 1.5, NaN, Infinity, '1', null]) assert.ok(!isCount(value, 5));
    assert.ok(isCount(Number.MAX_SAFE_INTEGER));
    assert.ok(!isCount(2 ** 53));
  });

  it('bounds texts, choices and lists', () => {
    assert.ok(isText('ab', 2) && !isText('abc', 2) && !isText(1, 2));
    assert.ok(isOneOf('a', ['a', 'b']) && !isOneOf('c', ['a', 'b']) && !isOneOf(1, ['a']));
    const isOne = (value: unknown): value is 1 => value === 1;
    assert.ok(isListOf([1, 1], 2, isOne) && isListOf([], 0, isOne));
    assert.ok(!isListOf([1, 1, 1], 2, isOne) && !isListOf([1, 2], 2, isOne) && !isListOf({}, 2, isOne));
  });
});
