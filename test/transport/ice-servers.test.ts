import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { iceServers } from '../../src/transport/ice-servers.js';

const turn = { urls: ['turn:turn.example.com:3478?transport=tcp'], username: '1:a', credential: 'b' };

describe('the TURN server that the node names', () => {
  it('is taken as it is', () => {
    assert.deepEqual(iceServers(turn), [turn]);
    const two = { ...turn, urls: ['turns:[::1]:5349', 'turn:10.0.0.1'] };
    assert.deepEqual(iceServers(two), [two]);
  });

  const odd: Readonly<Record<string, unknown>> = {
    'not there': undefined,
    'no object': 'turn:turn.example.com',
    'without credentials': { urls: turn.urls },
    'an address alone': { ...turn, urls: turn.urls[0] },
    'a STUN server, which learns addresses': { ...turn, urls: ['stun:stun.example.com'] },
    'a page': { ...turn, urls: ['https://example.com'] },
    'no text': { ...turn, urls: [1] },
    'far too many': { ...turn, urls: Array.from({ length: 9 }, () => 'turn:a') },
  };
  for (const [title, value] of Object.entries(odd)) {
    it(`is left out when it is ${title}`, () => {
      assert.deepEqual(iceServers(value), []);
    });
  }
});
