import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readSignal } from '../../src/transport/peerjs-signal.js';
import { channelLabel } from '../../src/wire/channel-frame.js';

const src = `v${'a'.repeat(26)}`;
const offer = {
  type: 'data',
  serialization: 'raw',
  reliable: true,
  label: channelLabel,
  connectionId: 'dc_1',
  sdp: { type: 'offer', sdp: 'v=0' },
};

describe('a message of the signalling socket', () => {
  it('passes as an offer of our one channel, an answer, a candidate or the word of the server', () => {
    assert.deepEqual(readSignal({ type: 'OFFER', src, payload: offer }), {
      type: 'OFFER',
      from: src,
      connectionId: 'dc_1',
      sdp: 'v=0',
    });
    const answer = { connectionId: 'dc_1', sdp: { type: 'answer', sdp: 'v=0' } };
    assert.equal(readSignal({ type: 'ANSWER', src, payload: answer })?.type, 'ANSWER');
    const candidate = { connectionId: 'dc_1', candidate: { candidate: '' } };
    assert.equal(readSignal({ type: 'CANDIDATE', src, payload: candidate })?.type, 'CANDIDATE');
    assert.deepEqual(readSignal({ type: 'OPEN' }), { type: 'server' });
    assert.deepEqual(readSignal({ type: 'EXPIRE', src }), { type: 'EXPIRE', from: src });
  });

  const refused: Readonly<Record<string, unknown>> = {
    'no object': 'OPEN',
    'a leave, which would close a healthy channel': { type: 'LEAVE', src },
    'an error without words, on which PeerJS would stumble': { type: 'ERROR' },
    'from nobody': { type: 'OFFER', payload: offer },
    'from an id that is none': { type: 'OFFER', src: 'vera', payload: offer },
    'a call nobody asked for': { type: 'OFFER', src, payload: { ...offer, type: 'media' } },
    'of another serialization': { type: 'OFFER', src, payload: { ...offer, serialization: 'binary' } },
    'of another label': { type: 'OFFER', src, payload: { ...offer, label: 'secure-chat.direct.2' } },
    unreliable: { type: 'OFFER', src, payload: { ...offer, reliable: false } },
    'an offer that is an answer': {
      type: 'OFFER',
      src,
      payload: { ...offer, sdp: { type: 'answer', sdp: 'v=0' } },
    },
    'without a description': { type: 'ANSWER', src, payload: { connectionId: 'dc_1' } },
    'without a connection': { type: 'CANDIDATE', src, payload: { candidate: {} } },
    'without a candidate': { type: 'CANDIDATE', src, payload: { connectionId: 'dc_1' } },
  };
  for (const [title, message] of Object.entries(refused)) {
    it(`is dropped when it is ${title}`, () => {
      assert.equal(readSignal(message), undefined);
    });
  }
});
