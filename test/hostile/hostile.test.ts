import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { attacks } from './attacks/index.js';
import { play } from './stage.js';

describe('an attacker with the node, an inbox key or a session', () => {
  for (const [name, attack] of Object.entries(attacks)) {
    it(`wins nothing by ${name}`, async () => {
      assert.equal(await play(attack), false);
    });
  }
});
