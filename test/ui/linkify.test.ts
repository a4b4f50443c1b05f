import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { linkify } from '../../src/ui/linkify.js';

/** Texts as they are, links as `[address]`. */
function shown(text: string): string {
  return linkify(text)
    .map(piece => (typeof piece === 'string' ? piece : `[${String(piece.values[0])}]`))
    .join('');
}

describe('linkify', () => {
  const cases: readonly (readonly [text: string, expected: string])[] = [
    ['no link', 'no link'],
    ['https://juniper.example/a?b=1#c', '[https://juniper.example/a?b=1#c]'],
    ['See http://a.example, or not.', 'See [http://a.example], or not.'],
    ['(https://a.example/x)', '([https://a.example/x])'],
    ['https://a.example/wiki/Oak_(wood)', '[https://a.example/wiki/Oak_(wood)]'],
    ['mailto:a@b.example and tel:+491234', '[mailto:a@b.example] and [tel:+491234]'],
    ['javascript:alert(1) data:text/html,x vbscript:x', 'javascript:alert(1) data:text/html,x vbscript:x'],
    ['java\nscript:alert(1)', 'java\nscript:alert(1)'],
    ['https://', 'https://'],
    ['https://a.example"onclick=x', '[https://a.example]"onclick=x'],
    ['https://a.example/\u202egnp.exe', '[https://a.example/]\u202egnp.exe'],
    ['تفضل: https://a.example/رف؟', 'تفضل: [https://a.example/رف]؟'],
  ];
  for (const [text, expected] of cases)
    it(`shows ${JSON.stringify(text)} as ${JSON.stringify(expected)}`, () => {
      assert.equal(shown(text), expected);
    });
});
