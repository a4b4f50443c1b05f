import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { initials } from '../../src/ui/avatar.js';
import { clockTime, dayName } from '../../src/ui/time.js';

const now = new Date(2026, 10, 25, 0, 30).getTime();
const at = (day: number, hour = 23): number => new Date(2026, 10, day, hour, 5).getTime();

describe('time', () => {
  it('names days by the calendar, not by hours', () => {
    assert.equal(dayName('en', at(25, 0), now), 'today');
    assert.equal(dayName('en', at(24), now), 'yesterday');
    assert.equal(dayName('de', at(24), now), 'gestern');
    assert.equal(dayName('en', at(20), now), 'Friday');
    assert.equal(dayName('en', at(18), now), 'November 18, 2026');
  });

  it('counts days across a change of the clock', () => {
    const before = new Date(2026, 9, 24, 12).getTime();
    const after = new Date(2026, 9, 25, 12).getTime();
    assert.equal(dayName('en', before, after), 'yesterday');
  });

  it('writes hours as the region does', () => {
    assert.equal(clockTime('de-DE', at(25, 21)), '21:05');
    assert.match(clockTime('en-US', at(25, 21)), /^9:05\sPM$/);
  });
});

describe('initials', () => {
  it('takes whole characters of any script', () => {
    assert.equal(initials('Amina'), 'AM');
    assert.equal(initials('Mira K.'), 'MK');
    assert.equal(initials('أمينة'), 'أم');
    assert.equal(initials('𝒜𝓂 𝓉'), '𝒜𝓉');
    assert.equal(initials(''), '');
    assert.equal(initials('– “”'), '?');
  });
});
