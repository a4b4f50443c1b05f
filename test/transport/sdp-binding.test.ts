import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { fingerprintOf, isBoundSdp } from '../../src/transport/sdp-binding.js';

const announced = 'a1'.repeat(32);
const own = 'b2'.repeat(32);
const other = 'c3'.repeat(32);

function line(hex: string, algorithm = 'sha-256'): string {
  return `a=fingerprint:${algorithm} ${(hex.match(/../g) ?? []).join(':').toUpperCase()}`;
}

function sdp(...lines: readonly string[]): string {
  return ['v=0', 'o=- 1 2 IN IP4 127.0.0.1', 's=-', 't=0 0', ...lines, 'a=setup:actpass', ''].join('\r\n');
}

const holds = (text: string): boolean => isBoundSdp(text, announced, own);

describe('a session description', () => {
  it('is bound to the session by its announced certificate, at either level, in either case', () => {
    const media = 'm=application 9 UDP/DTLS/SCTP webrtc-datachannel';
    assert.ok(holds(sdp(line(announced))));
    assert.ok(holds(sdp(media, line(announced))));
    assert.ok(holds(sdp(line(announced), media, line(announced).toLowerCase())));
  });

  const attacks: Readonly<Record<string, string>> = {
    'names another certificate': sdp(line(other)),
    'names none': sdp(),
    'adds another one behind the right one': sdp(line(announced), line(other)),
    'adds another one before the right one': sdp(line(other), line(announced)),
    'adds another one at the media level': sdp(line(announced), 'm=audio 9 RTP/SAVPF 0', line(other)),
    'adds one of another algorithm': sdp(line(announced), line(other.slice(0, 40), 'sha-1')),
    'adds a longer one of SHA-512': sdp(line(announced), line(other + other, 'sha-512')),
    'names only another algorithm': sdp(line(announced.slice(0, 40), 'sha-1')),
    'hides another one behind a lone carriage return': sdp(`a=x\r${line(other)}`, line(announced)),
    'hides another one behind a lone line feed': sdp(`a=x\n${line(other)}`, line(announced)),
    'writes another one in capitals': sdp(line(announced), line(other).toUpperCase()),
    'indents another one': sdp(line(announced), ` ${line(other)}`),
    'ends the right one with something else': sdp(`${line(announced)} ${line(other)}`),
    'cuts the right one short': sdp(line(announced.slice(2))),
  };
  for (const [attack, text] of Object.entries(attacks)) {
    it(`is refused when it ${attack}`, () => {
      assert.ok(!holds(text));
    });
  }

  it('is refused when our own certificate comes back, even announced', () => {
    assert.ok(!isBoundSdp(sdp(line(own)), own, own));
  });

  it('says which certificate it names', () => {
    assert.equal(fingerprintOf(sdp(line(own))), own);
    assert.equal(fingerprintOf(sdp()), undefined);
  });
});
