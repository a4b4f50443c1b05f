import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { attacks } from './attacks/index.js';
import { rules } from './rules/index.js';
import { play } from './stage.js';
import { withoutRule } from './without-rule.js';

describe('without its rule', () => {
  for (const rule of rules) {
    it(`${rule.attack} wins: ${rule.rule}`, async () => {
      await using without = await withoutRule(rule);
      assert.equal(await play(without.attacks[rule.attack]), true);
    });
  }
});

describe('the table of rules', () => {
  it('has a rule for each attack: one that cannot win shows nothing', () => {
    const named = new Set(rules.map(({ attack }) => attack));
    assert.deepEqual([...named].sort(), Object.keys(attacks).sort());
  });
});
