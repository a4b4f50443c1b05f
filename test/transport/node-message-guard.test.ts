import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readNodeMessage } from '../../src/transport/node-message-guard.js';

describe('a text frame of the node', () => {
  it('is read where it has its fields', () => {
    const admitted = { type: 'admitted', ticket: 't', mailbox: 0, visitors: ['v'] };
    assert.deepEqual(readNodeMessage(JSON.stringify(admitted)), admitted);
    const refused = { type: 'refused', code: 'too-often', n: 1 };
    assert.deepEqual(readNodeMessage(JSON.stringify(refused)), refused);
  });

  it('is dropped where a field is missing or of another kind: a hostile node makes nothing break', () => {
    const odd: readonly unknown[] = [
      null,
      [],
      'challenge',
      { type: 'constructor' },
      { type: 'stored', n: '1' },
      { type: 'challenge', nonce: '', time: 0, log: '', teamOnline: 1 },
      { type: 'admitted', ticket: 't', mailbox: 0, visitors: {} },
      { type: 'admitted', ticket: 't', mailbox: 0, visitors: [1] },
      { type: 'admitted', ticket: 't', mailbox: 0, turn: null },
      { type: 'refused', code: 'constructor' },
      { type: 'refused', code: '__proto__' },
      { type: 'card' },
    ];
    for (const message of odd) assert.equal(readNodeMessage(JSON.stringify(message)), undefined);
    for (const text of ['', '{', '['.repeat(100_000), 7]) assert.equal(readNodeMessage(text), undefined);
  });
});
