import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { transcript } from '../../src/chat/thread/transcript.js';
import { pagePath } from '../../src/desk/page-path.js';
import { minutesSince, shortAge, shortTime } from '../../src/desk/duration.js';
import { deskWords, type DeskLanguage } from '../../src/desk/desk-language.js';
import { visitorName } from '../../src/desk/visitor-name.js';
import { initials } from '../../src/ui/avatar.js';
import { findLanguage } from '../../src/ui/language.js';
import { linkify } from '../../src/ui/linkify.js';
import { threadLines } from '../../src/ui/thread-lines.js';
import { clockTime, dayName } from '../../src/ui/time.js';
import type { PeerId } from '../../src/wire/ids.js';
import { isolate } from '../../src/words/format.js';
import { chanceOf, hostileText, hostileThread } from '../support/hostile-payloads.js';

const languages: DeskLanguage[] = [];
for (const tag of ['en-US', 'de-DE', 'ar-EG']) languages.push(await findLanguage(deskWords, tag));
const now = 1_795_000_000_000;
const latest = 8.64e15;

describe('whatever a peer sends', () => {
  it('keeps all of its words, in the pieces between its links', () => {
    const chance = chanceOf(3);
    for (let round = 0; round < 2_000; round++) {
      const text = hostileText(chance, 16_384);
      const pieces = linkify(text).map(piece =>
        typeof piece === 'string' ? piece : String(piece.values[0]),
      );
      assert.equal(pieces.join(''), text);
    }
  });

  it('is a page that can be read, or stays as it was written', () => {
    const chance = chanceOf(4);
    for (let round = 0; round < 2_000; round++) {
      const page = `https://shop.example/${hostileText(chance, 280)}`;
      assert.doesNotMatch(pagePath(page), /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u);
      pagePath(hostileText(chance, 300));
    }
    assert.equal(pagePath('https://shop/%'), '/%');
    assert.equal(pagePath('https://shop/%E2%80%AEgpj.exe'), '/%E2%80%AEgpj.exe');
    assert.equal(pagePath('https://shop.example/stra%C3%9Fe?token=1#a'), '/straße');
    assert.equal(pagePath('/oak'), '/oak');
  });

  it('is called by a name that one can see', () => {
    const chance = chanceOf(5);
    for (let round = 0; round < 1_000; round++)
      for (const language of languages) {
        const named = { name: hostileText(chance, 300), visitor: hostileText(chance, 27) as PeerId };
        const { name, face, kind } = visitorName(named, language);
        assert.match(name, /[\p{L}\p{N}\p{P}\p{S}]/u);
        assert.notEqual(initials(face), '');
        assert.ok(Array.from(initials(face)).length <= 6, initials(face));
        assert.match(kind, /^tone tone-[0-7]$/);
        isolate(name);
      }
  });

  it('has times that can be written, from the first to the last one there is', () => {
    for (const at of [0, 1, now - 1, now, now + 1, 253_402_300_800_000, latest])
      for (const { locale } of languages)
        for (const text of [clockTime(locale, at), dayName(locale, at, now), shortAge(locale, at, now)])
          assert.match(text, /\S/);
    for (const { locale } of languages)
      for (const minutes of [0, 1, 59, 60, 1e6, minutesSince(0, latest), Number.MAX_SAFE_INTEGER])
        assert.match(shortTime(locale, minutes), /\S/);
  });

  it('stands in one order of days, and keeps its place in a copy', async () => {
    for (let seed = 1; seed <= 8; seed++) {
      const { items, content } = await hostileThread(seed, 60);
      assert.ok(items.length > 20);
      for (const language of languages) {
        const lines = threadLines(items, language.locale, now);
        assert.deepEqual(
          lines.map(({ item }) => item),
          items,
        );
        assert.equal(
          lines.filter(({ day }) => day).length <=
            new Set(items.map(({ at }) => new Date(at).toDateString())).size,
          true,
        );
      }
      const copy = transcript(items, 'Juniper');
      for (const piece of content)
        if (piece.type === 'text') assert.ok(copy.includes(piece.text.replaceAll('\n', '\n  ')));
    }
  });
});
