import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { minutesSince, shortAge, shortTime } from '../../src/desk/duration.js';
import { passphraseStrength } from '../../src/desk/passphrase.js';

const minute = 60_000;

describe('passphraseStrength', () => {
  const cases = [
    ['', 'empty'],
    ['short', 'short'],
    ['123456789', 'short'],
    ['aaaaaaaaaaaaaaaaaaaaaaaa', 'weak'],
    ['20261125202611252026', 'weak'],
    ['juniper shop', 'weak'],
    ['juniper shop desk', 'fair'],
    ['apple river stone cloud', 'strong'],
    ['🌲🌲🌲🌲🌲', 'short'],
  ] as const;
  for (const [passphrase, strength] of cases)
    it(`calls ${JSON.stringify(passphrase)} ${strength}`, () => {
      assert.equal(passphraseStrength(passphrase), strength);
    });
});

describe('durations', () => {
  it('say how long somebody waits, never less than a minute', () => {
    assert.equal(shortTime('en', minutesSince(0, 20_000)), '1 min');
    assert.equal(shortTime('en', minutesSince(0, 4 * minute)), '4 min');
    assert.equal(shortTime('en', 125), '2 hr');
    assert.equal(minutesSince(10, 0), 0);
  });

  it('say how old a message is', () => {
    const now = new Date(2026, 10, 25, 12).getTime();
    assert.equal(shortAge('en', now, now), 'now');
    assert.equal(shortAge('de', now - 12 * minute, now), '12 Min.');
    assert.equal(shortAge('en', now - 3 * 24 * 60 * minute, now), 'Nov 22');
  });
});
