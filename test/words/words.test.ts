import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { deskFault, deskWords, type AllWords } from '../../src/desk/desk-language.js';
import { customerWords, findLanguage } from '../../src/ui/language.js';
import { explain } from '../../src/ui/details-words.js';
import { isolate, plural } from '../../src/words/format.js';

const counts = [0, 1, 2, 3, 11, 100];

/** All texts of a catalogue by path; functions are called with words and numbers. */
function texts(value: unknown, path = ''): readonly (readonly [path: string, text: unknown])[] {
  if (typeof value === 'function') {
    const call = value as (...values: unknown[]) => unknown;
    if (path.endsWith('notice'))
      return ['answered', 'handed-over', 'ended', 'unreadable', 'newer-version'].map(notice => [
        `${path}.${notice}`,
        call(notice, 'Amina'),
      ]);
    const isCount = /newMessages|unread|left|tooLong|somebodyWaits|cardEnds|wordNumber/.test(path);
    return isCount
      ? counts.map(count => [`${path}(${count})`, call(count)])
      : [[path, call('Amina', 'Juniper', '79')]];
  }
  if (typeof value === 'object' && value !== null)
    return Object.entries(value).flatMap(([key, inner]) => texts(inner, `${path}.${key}`));
  return [[path, value]];
}

async function allWords(tag: string): Promise<AllWords> {
  return (await findLanguage(deskWords, tag)).words;
}

describe('words', () => {
  for (const tag of ['en', 'de', 'ar'])
    it(`are all there in ${tag}, without gaps in a sentence`, async () => {
      const all = texts(await allWords(tag));
      assert.ok(all.length > 250);
      for (const [path, text] of all) {
        assert.equal(typeof text, 'string', path);
        assert.match(String(text), /\S/, path);
        assert.doesNotMatch(String(text), /undefined|NaN|\[object/, path);
      }
    });

  for (const tag of ['de', 'ar'])
    it(`are translated in ${tag}`, async () => {
      const english = new Map(texts(await allWords('en')));
      const same = texts(await allWords(tag)).filter(([path, text]) => english.get(path) === text);
      assert.deepEqual(
        same.map(([path]) => path),
        tag === 'de' ? ['.dir', '.team.called', '.team.colleagueSaid'] : [],
      );
    });

  for (const tag of ['de', 'ar'])
    it(`say the same in ${tag}, with the same names in the same sentences`, async () => {
      const names = (all: ReturnType<typeof texts>): readonly (readonly [string, string])[] =>
        all.map(([path, text]) => [
          path,
          ['Amina', 'Juniper', '79', '{}'].filter(name => String(text).includes(name)).join(),
        ]);
      assert.deepEqual(names(texts(await allWords(tag))), names(texts(await allWords('en'))));
    });

  it('say what happened and what to do for a code, in the language of the page', async () => {
    assert.equal(
      await explain('node-unreachable', 'en-GB'),
      'Connection lost. Your words are kept and go out as soon as you are back online.',
    );
    assert.match(await explain('business-missing', 'de-AT'), /^Dieser Chat/);
    assert.match(await explain('business-mismatch', 'ar'), /^هذا ليس/);
    assert.match(await explain('port-in-use', 'en'), /could not be loaded/);
  });

  it('has words of its own at the desk for codes of the team', async () => {
    assert.deepEqual(deskFault('passphrase-weak', await allWords('en')), [
      'This passphrase is too short.',
      'Use ten characters or more.',
    ]);
  });

  it('falls back to English words and numbers together where a language is not there', async () => {
    const { locale, words } = await findLanguage(customerWords, 'fr-CA');
    assert.deepEqual([locale, words.send], ['en', 'Send']);
  });

  it('keeps the region for times and takes tags as pages write them', async () => {
    assert.equal((await findLanguage(customerWords, 'de-at')).locale, 'de-AT');
    assert.equal((await findLanguage(customerWords, 'de_DE')).locale, 'de');
    assert.equal((await findLanguage(customerWords, '')).locale, 'en');
    assert.equal((await findLanguage(customerWords, 'constructor')).locale, 'en');
  });

  it('writes times as the browser does where the page names no region', async () => {
    const own = navigator.language.startsWith('en-') ? navigator.language : 'en';
    assert.equal((await findLanguage(customerWords, 'en')).locale, own);
  });

  it('knows the six plurals of Arabic', () => {
    const forms = { zero: 'z', one: 'o', two: 't', few: 'f', many: 'm', other: 'x' };
    assert.deepEqual(
      [0, 1, 2, 3, 11, 100].map(count => plural('ar', count, forms)),
      ['z', 'o', 't', 'f', 'm', 'x'],
    );
  });

  it('isolates a name of the other direction and leaves others alone', () => {
    assert.equal(isolate('Juniper'), 'Juniper');
    assert.equal(isolate('أمينة'), '\u2068أمينة\u2069');
    assert.equal(isolate('أمينة', 'rtl'), 'أمينة');
    assert.equal(isolate('Juniper', 'rtl'), '\u2068Juniper\u2069');
  });
});
