import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { minutesSince, shortAge, shortTime } from '../../src/desk/duration.js';
import { deskWords } from '../../src/desk/desk-language.js';
import { ListLayout } from '../../src/desk/list-layout.js';
import { passphraseStrength } from '../../src/desk/passphrase.js';
import { visitorName } from '../../src/desk/visitor-name.js';
import { findLanguage } from '../../src/ui/language.js';
import type { PeerId } from '../../src/wire/ids.js';
import { row } from '../support/gallery/desk-fixtures.js';
import { chanceOf } from '../support/hostile-payloads.js';

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

describe('the name of a visitor', () => {
  const visitor = 'vmfrggzdfmztwq2lknnwg23tpob' as PeerId;
  const nameIn = async (tag: string, id = visitor): Promise<string> =>
    visitorName({ name: '', visitor: id }, await findLanguage(deskWords, tag)).name;

  it('is the same on every device and for ever, in the words of each language', async () => {
    assert.deepEqual(await Promise.all(['en', 'de', 'ar'].map(tag => nameIn(tag))), [
      'Red Ibex 79',
      'Roter Steinbock 79',
      'وعل أحمر 79',
    ]);
  });

  it('is the visitor’s own where there is one', async () => {
    const language = await findLanguage(deskWords, 'en');
    assert.equal(visitorName({ name: 'Mira K.', visitor }, language).name, 'Mira K.');
    assert.equal(visitorName({ name: ' \u200b', visitor }, language).name, await nameIn('en'));
  });

  it('tells a hundred visitors apart nearly always, in all colours and animals', async () => {
    const chance = chanceOf(9);
    const letters = 'abcdefghijklmnopqrstuvwxyz234567';
    const ids = Array.from(
      { length: 2_000 },
      () => `v${Array.from({ length: 26 }, () => letters[chance(32)]).join('')}`,
    );
    const names = await Promise.all(ids.map(id => nameIn('en', id as PeerId)));
    assert.ok(new Set(names.slice(0, 100)).size >= 98);
    assert.equal(new Set(names.map(name => name.split(' ')[0])).size, 8);
    assert.equal(new Set(names.map(name => name.split(' ')[1])).size, 24);
  });

  it('is made of as many words in each language', async () => {
    const en = await findLanguage(deskWords, 'en');
    for (const tag of ['de', 'ar']) {
      const { words } = await findLanguage(deskWords, tag);
      assert.equal(words.team.colours.length, en.words.team.colours.length);
      assert.equal(words.team.animals.length, en.words.team.animals.length);
      assert.equal(new Set(words.team.animals).size, words.team.animals.length);
    }
  });
});

describe('the places of a list', () => {
  it('hold every row that is seen, wherever the list stands', () => {
    const chance = chanceOf(12);
    const sections = ['waiting', 'yours', 'colleagues'] as const;
    for (let round = 0; round < 500; round++) {
      const rows = sections.flatMap(section =>
        Array.from({ length: chance(3) * chance(90) }, (_, index) => row(`${section}${index}`, { section })),
      );
      const layout = new ListLayout(rows);
      const rowPx = 40 + chance(60);
      const top = chance(rows.length * rowPx + 200);
      const height = 100 + chance(900);
      const drawn = new Set(layout.drawn({ top, height }, rowPx, []));
      for (const place of rows.keys()) {
        const start = layout.topOf(place, rowPx);
        if (start + rowPx > top && start < top + height)
          assert.ok(drawn.has(place), `${place} of ${rows.length}`);
        assert.equal(layout.placeAt(start, rowPx), place);
        assert.equal(layout.placeAt(start + rowPx - 1, rowPx), place);
      }
      assert.ok(drawn.size <= height / rowPx + 20);
    }
  });
});
