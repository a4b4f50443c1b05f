import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { linkify } from '../../src/ui/linkify.js';
import { patternWork } from '../support/pattern-work.js';

/** Texts as they are, links as `⟦address⟧`. */
function shown(text: string): string {
  return linkify(text)
    .map(piece => (typeof piece === 'string' ? piece : `⟦${String(piece.values[0])}⟧`))
    .join('');
}

describe('linkify', () => {
  /** Texts with their links in white brackets. */
  const cases: readonly string[] = [
    'no link',
    '',
    '⟦https://juniper.example/a?b=1#c⟧',
    'See ⟦http://a.example⟧, or not.',
    '(⟦https://a.example/x⟧)',
    '⟦https://a.example/wiki/Oak_(wood)⟧',
    '(see ⟦https://a.de/b_(c)⟧)',
    '(see ⟦https://a.de/b_(c)_(d)⟧).',
    '[⟦https://a.de/b⟧]',
    '{⟦https://a.de/b⟧}',
    '⟦https://a.de/list[0]⟧',
    '⟦https://a.de/foo()⟧.',
    '"⟦https://a.de⟧"',
    '“⟦https://a.de⟧”',
    '„⟦https://a.de⟧“',
    '«⟦https://a.de/b⟧»',
    "'⟦https://a.de⟧'",
    '‘⟦https://a.de⟧’',
    '<⟦https://a.de⟧>',
    '`⟦https://a.de⟧`',
    '*⟦https://a.de⟧*',
    "⟦https://a.de⟧'s",
    "⟦https://a.de/b⟧'s shelf",
    '⟦https://a.de⟧’s',
    "⟦https://a.de/Murphy's_law⟧",
    '⟦https://a.de⟧。',
    '在⟦https://a.de/b⟧，或者',
    '「⟦https://a.de/b⟧」',
    '（⟦https://a.de/b⟧）',
    'تفضل: ⟦https://a.example/رف⟧؟',
    'هنا ⟦https://a.example/رف⟧، وهناك',
    'यहाँ ⟦https://a.de/b⟧।',
    '⟦https://a.de⟧,⟦https://b.de⟧',
    '⟦https://a.de/b⟧;⟦https://b.de⟧;',
    '⟦https://a.de⟧|⟦https://b.de⟧',
    '⟦https://a.de⟧, ⟦mailto:a@b.de⟧',
    '⟦https://a.de/?q=a,b⟧',
    '⟦https://a.de/?u=https://b.de/c⟧',
    ...['.', ',', ':', ';', '!', '?', '…'].map(mark => `⟦https://a.de/b⟧${mark}`),
    '⟦https://a.de/b⟧?!...',
    '⟦https://a.de/b.html⟧.',
    '⟦https://a.de/b:c⟧:',
    '⟦https://[::1]/⟧',
    '⟦https://[2001:db8::1]:8080/b⟧,',
    '⟦http://localhost:3000/b⟧',
    '⟦HTTPS://A.DE/B⟧',
    '⟦https://müller.de/straße⟧',
    '⟦https://例え.jp/テスト⟧',
    '⟦https://a.de/\u{1f98a}⟧',
    '⟦https://a.de⟧—and then',
    '⟦mailto:a@b.example⟧ and ⟦tel:+491234⟧',
    'Tel: ⟦tel:030-1234⟧.',
    'https://',
    'https://)',
    'https://...',
    'xhttps://a.de',
    'motel:1',
    'mailto:nobody',
    'tel:home',
    // What would open another place than it seems to.
    'https://bank.de@evil.example',
    'https://bank.de:443@evil.example/a',
    'https://user:secret@evil.example',
    'https://bank.de∕login.evil.example',
    'https://bank.de⁄login.evil.example',
    '⟦https://bank.de⟧\\@evil.example',
    '⟦https://a.example⟧"onclick=x',
    '⟦https://a.example/⟧\u202egnp.exe',
    '⟦https://a.example/b⟧\u2066c\u2069',
    '⟦https://a.example/b⟧\u200bc',
    '⟦https://a.example/b⟧\ud800c',
    'javascript:alert(1) data:text/html,x vbscript:x',
    'java\nscript:alert(1)',
  ];
  for (const marked of cases) {
    const text = marked.replace(/[⟦⟧]/gu, '');
    it(`finds what is a link in ${JSON.stringify(text)}`, () => {
      assert.equal(shown(text), marked);
    });
  }

  const length = 200_000;
  const worst: Readonly<Record<string, string>> = {
    'closing brackets': ')',
    'opening brackets': '(',
    'full stops': '.',
    'marks and brackets': '.)',
    beginnings: 'https://',
    'lists of addresses': 'https://a.de,',
    'addresses in brackets': 'https://a.de)',
    'names before a host': 'https://a@',
    'brackets in brackets': 'https://a.de/((',
    'mail addresses': 'mailto:a@b@',
    possessives: "https://a.de's",
    letters: 'a',
  };
  for (const [name, piece] of Object.entries(worst))
    it(`looks at a text of ${name} once, however long it is`, () => {
      const text = `https://${piece.repeat(length / piece.length)}`;
      const work = patternWork(() => linkify(text));
      // Each sign is looked at as the beginning of an address, as the next of a list, as part of one, and in the whole.
      assert.ok(work >= text.length && work <= 6 * text.length, `${String(work / text.length)} a sign`);
    });
});
