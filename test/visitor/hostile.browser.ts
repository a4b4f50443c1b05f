import { expect, waitUntil } from '@open-wc/testing';
import { button, deepAll } from '../support/deep.js';
import { chanceOf, hostileText, hostileThread } from '../support/hostile-payloads.js';
import { errorsOf } from '../support/watch-errors.js';
import { drawn, openMenu, panelIn } from './harness.js';

describe('a panel of a hostile business', () => {
  for (const [lang, dir] of [
    ['en', 'ltr'],
    ['de', 'ltr'],
    ['ar', 'rtl'],
  ] as const)
    it(`draws every message and name of its, ${lang}`, async function () {
      this.timeout(60_000);
      for (let round = 0; round < 4; round++) {
        const chance = chanceOf(100 + round);
        const { items } = await hostileThread(100 + round, 50);
        const name = (): string => hostileText(chance, 200);
        const texts = items.filter(item => item.kind !== 'context');
        const errors = await errorsOf(async () => {
          const { panel } = await panelIn(
            {
              items: texts,
              businessName: name(),
              agent: name(),
              typing: name(),
              greeting: name(),
              away: name(),
              consent: round % 2 ? name() : '',
              teamOnline: false,
              context: {
                title: name(),
                page: 'https://shop.example/%',
                facts: [{ name: name(), value: name() }],
              },
            },
            { lang, dir },
          );
          expect(deepAll(panel, 'secure-chat-thread').length).to.equal(1);
          const log = deepAll(panel, '[role=log]')[0];
          expect(log?.querySelectorAll('.message, .notice')).to.have.length(texts.length);
          await openMenu(panel);
          deepAll(panel, '[role=menuitem]')[1]?.click();
          await waitUntil(() => deepAll(panel, 'dialog[open]').length === 1);
          await drawn(panel);
          expect(deepAll(panel, 'dialog dd, secure-chat-dialog dd').length).to.be.greaterThan(0);
        });
        expect(errors).to.deep.equal([]);
      }
    });

  it('leaves no hole in a sentence where its name is not known', async function () {
    this.timeout(20_000);
    for (const [lang, dir] of [
      ['en', 'ltr'],
      ['de', 'ltr'],
      ['ar', 'rtl'],
    ] as const) {
      const before = { businessName: '', agent: '', isVerified: false, route: 'relay' } as const;
      const { panel } = await panelIn(before, { lang, dir });
      const shown = (): readonly string[] =>
        deepAll(panel, 'p, h2, h3, dd, .seal, [role=menuitem]').map(element => element.textContent.trim());
      const isWhole = (text: string): boolean =>
        !/ {2}|“”|„“|«»| ,| [’']s|\s\.|\bو(?:\s|$)/u.test(text.replace(/\s*\n\s*/g, ' ').replace(/ +$/, ''));
      for (const text of shown()) expect(isWhole(text), text).to.equal(true);
      await openMenu(panel);
      for (const item of [0, 1, 3]) {
        const entry = deepAll(panel, '[role=menuitem]')[item];
        expect(entry?.textContent.trim()).to.match(/\S/);
        entry?.click();
        await waitUntil(() => deepAll(panel, 'dialog[open]').length === 1);
        await drawn(panel);
        for (const text of shown()) expect(isWhole(text), text).to.equal(true);
        deepAll(panel, 'dialog .icon-button')[0]?.click();
        await waitUntil(() => deepAll(panel, 'dialog').length === 0);
        await openMenu(panel);
      }
    }
  });

  it('says without a name who can read, what is shared and which way words go', async () => {
    const { panel } = await panelIn({ businessName: '', agent: '', isVerified: false, route: 'relay' });
    const part = (name: string): string =>
      deepAll(panel, `[part~=${name}]`)
        .map(element => element.textContent.replace(/\s+/g, ' ').trim())
        .join();
    expect(part('seal')).to.equal('Sealed end to end');
    expect(part('route')).to.equal('Sealed end to end');
    expect(part('context')).to.equal('From the page “Oak shelf” Don’t share');
    await openMenu(panel);
    button(panel, 'What is shared with the shop').click();
    await waitUntil(() => deepAll(panel, 'dialog[open]').length === 1);
  });
});
