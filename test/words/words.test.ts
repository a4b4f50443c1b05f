import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { describe, it } from 'node:test';
import { deskErrorText, deskWords, type AllWords } from '../../src/desk/desk-language.js';
import { run } from '../../src/node/cli/run.js';
import { explain } from '../../src/ui/details-words.js';
import { customerWords, findLanguage } from '../../src/ui/language.js';
import { format, isolate, pieces, type Plural, type Sentence } from '../../src/words/format.js';
import { plural } from '../../src/words/plural.js';
import { languages } from '../../src/words/languages.js';

type Text = readonly [path: string, text: string];

/** All texts of a catalogue by path, each form of a plural as one of its own. */
function texts(value: unknown, path = ''): readonly Text[] {
  if (typeof value === 'string') return [[path, value]];
  assert.ok(typeof value === 'object' && value !== null, path);
  return Object.entries(value).flatMap(([key, inner]) => texts(inner, `${path}.${key}`));
}

/** All plurals of a catalogue by path: what has a form for everything else. */
function plurals(value: unknown, path = ''): readonly (readonly [path: string, forms: object])[] {
  if (typeof value !== 'object' || value === null) return [];
  if ('other' in value) return [[path, value]];
  return Object.entries(value).flatMap(([key, inner]) => plurals(inner, `${path}.${key}`));
}

function places(text: string): readonly string[] {
  return Array.from(text.matchAll(/\{(\w+)\}/g), ([, name = '']) => name).sort();
}

async function allWords(tag: string): Promise<AllWords> {
  return (await findLanguage(deskWords, tag)).words;
}

describe('words', () => {
  it('are there for each language of the list, and for no other', () => {
    const folders = readdirSync('src/words', { withFileTypes: true }).filter(entry => entry.isDirectory());
    assert.deepEqual(folders.map(({ name }) => name).sort(), [...languages].sort());
  });

  for (const tag of languages) {
    it(`are all there in ${tag}, with the places that English has`, async () => {
      const english = new Map(texts(await allWords('en')));
      const all = texts(await allWords(tag));
      const counted = new Map(plurals(await allWords(tag)).map(([path]) => [path, 'count']));
      assert.ok(all.length > 250);
      assert.equal(all.find(([path]) => path === '.lang')?.[1], tag);
      for (const [path, text] of all) {
        assert.match(text, /\S/, path);
        assert.doesNotMatch(text.replace(/\{\w+\}/g, ''), /[{}#$`]/, path);
        const wanted = counted.get(path.replace(/\.\w+$/, ''));
        if (wanted === undefined) assert.deepEqual(places(text), places(english.get(path) ?? ''), path);
        // A form for few may say the number as a word.
        else if (path.endsWith('.other')) assert.deepEqual(places(text), [wanted], path);
        else
          assert.ok(
            places(text).every(name => name === wanted),
            path,
          );
      }
      const paths = new Set(all.map(([path]) => path));
      for (const [path] of english)
        assert.ok(paths.has(path) || counted.has(path.replace(/\.\w+$/, '')), path);
    });

    it(`have a form for each plural of ${tag}, and no other`, async () => {
      const { pluralCategories } = new Intl.PluralRules(tag).resolvedOptions();
      const found = plurals(await allWords(tag));
      assert.ok(found.length >= 4);
      for (const [path, forms] of found)
        assert.deepEqual(Object.keys(forms).sort(), [...pluralCategories].sort(), path);
    });

    it(`name no command in ${tag} that the node does not have`, async () => {
      let help = '';
      const terminal = { out: (text: string) => void (help += text), err: () => undefined };
      await run(['help'], {}, terminal);
      const named = texts(await allWords(tag)).flatMap(([path, text]) =>
        Array.from(text.matchAll(/secure-chat (\w+)/g), ([command]) => [path, command] as const),
      );
      assert.ok(named.length > 0);
      for (const [path, command] of named) assert.ok(help.includes(`${command} `), `${path}: ${command}`);
    });
  }

  for (const tag of languages.filter(tag => tag !== 'en'))
    it(`are translated in ${tag}`, async () => {
      const english = new Map(texts(await allWords('en')));
      const same = texts(await allWords(tag)).filter(([path, text]) => english.get(path) === text);
      const sameByChance = new Set(['.dir', '.team.called', '.team.colleagueSaid']);
      assert.deepEqual(
        same.map(([path]) => path).filter(path => !sameByChance.has(path)),
        [],
      );
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
    assert.deepEqual(deskErrorText('passphrase-weak', await allWords('en')), [
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
    const forms = { zero: 'z', one: 'o', two: 't', few: 'f', many: 'm', other: 'x{count}' } as const;
    assert.deepEqual(
      [0, 1, 2, 3, 11, 100].map(count => plural('ar', forms, count)),
      ['z', 'o', 't', 'f', 'm', `x${new Intl.NumberFormat('ar').format(100)}`],
    );
    assert.equal(plural('en', { one: '# {count}', other: '{count} of them' }, 1_000), '1,000 of them');
  });

  it('puts values in their places, in any order, and leaves what it was not given', () => {
    assert.equal(format('{a} at {b}', { a: 'Amir', b: 'Juniper' }), 'Amir at Juniper');
    assert.equal(format('{b}: {a}, {a}', { a: '{b}', b: 'constructor' }), 'constructor: {b}, {b}');
    assert.deepEqual(pieces('You see {page}.', { page: 7 }), ['You see ', 7, '.']);
  });

  it('isolates names in a sentence by its direction', () => {
    assert.equal(format('{agent} is writing', { agent: 'أمينة' }), '\u2068أمينة\u2069 is writing');
    assert.equal(format('{agent} يكتب الآن', { agent: 'Amir' }), '\u2068Amir\u2069 يكتب الآن');
    assert.equal(format('{agent} يكتب الآن', { agent: 'أمينة' }), 'أمينة يكتب الآن');
  });

  it('run the way of their language, also where all words are put in', async () => {
    for (const tag of languages) {
      const { dir } = await allWords(tag);
      const own = dir === 'rtl' ? 'أمينة' : 'Amina';
      const filled = texts(await allWords(tag)).filter(
        ([path, text]) => places(text).length > 0 && path !== '.team.called',
      );
      assert.ok(filled.length > 15);
      for (const [path, text] of filled) {
        const values = Object.fromEntries(places(text).map(name => [name, own]));
        assert.doesNotMatch(format(text, values), /\u2068/, `${tag} ${path}`);
      }
    }
  });

  it('cannot be compiled where a place is missing', () => {
    // Each is a question to the compiler: the answer of another type does not build.
    const both: `{agent} von {business}` extends Sentence<'agent' | 'business'> ? true : false = true;
    const turned: `{business}: {agent}` extends Sentence<'agent' | 'business'> ? true : false = true;
    const one: `{agent} von wem` extends Sentence<'agent' | 'business'> ? true : false = false;
    const typo: `{agnet}` extends Sentence<'agent'> ? true : false = false;
    const uncounted: { one: 'a'; other: 'many' } extends Plural ? true : false = false;
    assert.deepEqual([both, turned, one, typo, uncounted], [true, true, false, false, false]);
  });

  it('isolates a name of the other direction and leaves others alone', () => {
    assert.equal(isolate('Juniper'), 'Juniper');
    assert.equal(isolate('أمينة'), '\u2068أمينة\u2069');
    assert.equal(isolate('أمينة', 'rtl'), 'أمينة');
    assert.equal(isolate('Juniper', 'rtl'), '\u2068Juniper\u2069');
  });
});
